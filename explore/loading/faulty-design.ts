import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssertionFailure } from '../../model/assert.ts';
import { CannotSearch } from '../world/cannot-search.ts';
import { isFileName } from './import-default.ts';
import type { DesignRef } from './load-design.ts';

/** A user's design threw while it ran. The message is one line. */
export class FaultyDesign extends Error {
  override readonly name: string = 'FaultyDesign';
}

/**
 * Does the work on a design. If the design or its policy is a user's file, whatever is thrown
 * meanwhile is blamed on that file. If not, it is our own bug and is thrown on unchanged. So is a
 * failed assertion while no line of the file was running. No file is to blame if an engine needs
 * what the system cannot do.
 * @throws FaultyDesign
 * @throws CannotSearch
 * @throws AssertionFailure
 */
export function blameFile<T>(of: DesignRef, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CannotSearch) throw error;
    const files = [of.design, of.policy].filter((name) => name !== null && isFileName(name));
    const [file] = files as readonly string[];
    if (file === undefined) throw error;
    const where = error instanceof Error ? usersLine(error, files as readonly string[]) : null;
    if (where === null && error instanceof AssertionFailure) throw error;
    throw new FaultyDesign(messageOf(error, file, where));
  }
}

/** Where it was thrown, what, and what to do. */
function messageOf(error: unknown, file: string, where: string | null): string {
  const said = (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    .split('\n', 1)
    .join();
  return where === null
    ? `${file}: a step is wrong: ${said}. None of its lines was running: compare it with ` +
        'the "Rules for steps" in docs/variations.md'
    : `${where}: a step throws: ${said}. Mend that line; docs/variations.md has the rules for ` +
        'steps';
}

const SUITE = fileURLToPath(new URL('../../', import.meta.url));
/** What may lie between a step of the user's and `blameFile`, besides node and packages. */
const OF_SUITE = /^(?:abstraction|explore|impl|model|port)\//;

/** FILE:LINE of the innermost line that is the user's; null: no such line was running. */
function usersLine({ stack = '' }: Error, files: readonly string[]): string | null {
  for (const frame of stack.split('\n')) {
    const { at, line } =
      /^ {4}at .*?(?<at>(?:file:\/\/)?\/.+):(?<line>\d+):\d+\)?$/.exec(frame)?.groups ?? {};
    if (at === undefined || line === undefined) continue;
    const path = at.startsWith('file:') ? fileURLToPath(at.replace(/\?.*$/, '')) : at;
    // What called `blameFile` is no part of the work.
    if (path === fileURLToPath(import.meta.url)) return null;
    const isOurs = path.startsWith(SUITE) && OF_SUITE.test(path.slice(SUITE.length));
    if (isOurs || path.includes('/node_modules/')) continue;
    // As the user named the file, which may be with a revision: "mine.ts@HEAD".
    const named = files.find((name) => `${resolve(name)}@`.startsWith(`${path}@`));
    return `${named ?? path}:${line}`;
  }
  return null;
}
