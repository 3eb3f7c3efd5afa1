import { ExpectationFailed } from './expectation-failed.ts';

/** What a matcher of vitest returns. */
interface Matching {
  readonly pass: boolean;
  readonly message: () => string;
}

/** An expectation as a matcher: it passes unless that fails. Everything else is thrown on. */
export function matching(expectation: () => unknown): Matching {
  try {
    expectation();
  } catch (error) {
    if (!(error instanceof ExpectationFailed)) throw error;
    return { pass: false, message: () => error.message };
  }
  return { pass: true, message: () => 'it was expected to fail, and everything holds' };
}
