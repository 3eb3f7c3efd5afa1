import { isFileName } from './import-default.ts';
import type { DesignRef } from './load-design.ts';

/** A user's design threw while it ran. The message is one line. */
export class FaultyDesign extends Error {
  override readonly name: string = 'FaultyDesign';
}

/**
 * Does the work on a design. If the design or its policy is a user's file, whatever is thrown
 * meanwhile is blamed on that file. If not, it is our own bug and is thrown on unchanged.
 * @throws FaultyDesign
 */
export function blameFile<T>(of: DesignRef, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const file = [of.design, of.policy].find((name) => name !== null && isFileName(name));
    if (file === undefined || file === null) throw error;
    throw new FaultyDesign(`${file}: a step throws: ${firstLines(error)}`);
  }
}

/** The message of the error, and the stack frame in the user's file if there is one. */
function firstLines(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack?.replaceAll(/\?commit=\w+/g, '').split('\n');
  const frame = stack?.find((line) => /\.[cm]?[jt]s:\d+/.test(line)) ?? '';
  const where = /([^/\\(]+\.[cm]?[jt]s:\d+)/.exec(frame)?.[1];
  const said = `${error.name}: ${error.message.split('\n')[0] ?? ''}`;
  return where === undefined ? said : `${said} (${where})`;
}
