import { ExpectationFailed } from './expectation-failed.ts';

/** What a matcher of vitest returns. */
interface Matching {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * An expectation as a matcher: it does not pass if something is violated. Everything else is thrown
 * on, so that neither the matcher nor its negation passes for what could not be judged.
 */
export function matching(expectation: () => unknown): Matching {
  try {
    expectation();
  } catch (error) {
    if (!(error instanceof ExpectationFailed && error.isViolated)) throw error;
    return { pass: false, message: () => error.message };
  }
  return { pass: true, message: () => 'it was expected to fail, and everything holds' };
}
