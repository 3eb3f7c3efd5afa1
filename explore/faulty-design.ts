import { publishedDesigns } from '../impl/designs/published.ts';

/** A user's design threw while it ran. One line. */
export class FaultyDesign extends Error {
  override readonly name: string = 'FaultyDesign';
}

/**
 * Does the work on a design. What is thrown meanwhile is the fault of a user's file, and our own
 * bug where the design is a published one.
 * @throws FaultyDesign
 */
export function blameFile<T>(nameOrFile: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (publishedDesigns.some((design) => design.name === nameOrFile)) throw error;
    throw new FaultyDesign(`${nameOrFile}: a step of the design throws: ${firstLines(error)}`);
  }
}

/** The message, and the frame of the user's file if there is one. */
function firstLines(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frame = error.stack?.split('\n').find((line) => /\.[cm]?[jt]s:\d+/.test(line)) ?? '';
  const where = /([^/\\(]+\.[cm]?[jt]s:\d+)/.exec(frame)?.[1];
  const said = `${error.name}: ${error.message.split('\n')[0] ?? ''}`;
  return where === undefined ? said : `${said} (${where})`;
}
