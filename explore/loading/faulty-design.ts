import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssertionFailure } from '../../model/assert.ts';
import { BrokenRule } from '../../impl/kernel/broken-rule.ts';
import { CannotSearch } from '../world/cannot-search.ts';
import { UnfaithfulSteps } from '../engines/shortest/check-stations.ts';
import { CutShort } from '../world/cut-short.ts';
import { NotRepeatable } from '../world/not-repeatable.ts';
import { isKernelName } from '../building/kernel-name.ts';
import { UnfitKernel } from '../../impl/c/unfit-kernel.ts';
import { isFileName } from './import-default.ts';
import type { DesignRef } from './load-design.ts';

/** What was wrong with a design, so that something could not be done to its end. */
export interface Fault {
  /**
   * `file`: the user's file is wrong, and a line of it must be mended. `not repeatable`: a run did
   * not happen in the same way when it was made again.
   */
  readonly kind: 'file' | 'not repeatable';
  /** One line: where, what, and what to do. */
  readonly line: string;
}

/** A fault of a user's design ended what was being done. The message is its line. */
export class FaultyDesign extends Error {
  override readonly name: string = 'FaultyDesign';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.line);
    this.fault = fault;
  }
}

/**
 * Does the work on a design. If the design or its policy is a user's file, whatever is thrown
 * meanwhile is blamed on that file, as `faultOf` says.
 * @throws FaultyDesign if the file is to blame, or a run did not happen again
 * @throws CannotSearch
 * @throws AssertionFailure
 */
export function blameFile<T>(of: DesignRef, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new FaultyDesign(faultOf(of, error));
  }
}

/**
 * What an error says about a design. If the design and its policy are the suite's, it is our own
 * bug and is thrown on unchanged. So is a failed assertion while no line of the user's file was
 * running. No file is to blame if an engine needs what the system cannot do.
 * @throws unknown the error, unless a user's file is to blame
 */
export function faultOf(of: DesignRef, error: unknown): Fault {
  if (error instanceof FaultyDesign) return error.fault;
  if (error instanceof CutShort) return faultOf(of, error.cause);
  if (error instanceof CannotSearch) throw error;
  const files = [of.design, of.policy].filter(
    (name) => name !== null && (isFileName(name) || isKernelName(name)),
  );
  const [file] = files as readonly string[];
  if (file === undefined) throw error;
  if (error instanceof NotRepeatable) {
    return {
      kind: 'not repeatable',
      line: `${file}: ${error.message}. ${KEEP_STATE}`,
    };
  }
  const where = error instanceof Error ? usersLine(error, files as readonly string[]) : null;
  if (where === null && error instanceof AssertionFailure) throw error;
  return { kind: 'file', line: messageOf(error, file, where) };
}

const RULES = 'docs/variations.md has the rules for steps';

/** What to do about runs that do not happen again in the same way. */
const KEEP_STATE =
  'State that outlives a step must lie in a SharedState, and nothing may be random (' +
  'docs/variations.md)';

/** Where it was thrown, what, and what to do. */
function messageOf(error: unknown, file: string, where: string | null): string {
  if (error instanceof BrokenRule || error instanceof UnfaithfulSteps) {
    return `${where ?? file}: ${error.message} (${RULES})`;
  }
  if (error instanceof UnfitKernel) return `${file}: ${error.message} (docs/kernel.md)`;
  const absent = error instanceof TypeError ? missing(error.message) : null;
  if (absent !== null) return `${where ?? file}: ${absent} (${RULES})`;
  const said = (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    .split('\n', 1)
    .join();
  return where === null
    ? `${file}: a step is wrong: ${said}. None of its lines was running: compare it with the ` +
        'rules for steps in docs/variations.md'
    : `${where}: a step throws: ${said}. Mend that line; ${RULES}`;
}

/** What the author has done, if a function of the design is not there. */
function missing(message: string): string | null {
  const { name } = /\bthis\.(?<name>\w+) is not a function$/.exec(message)?.groups ?? {};
  return name === undefined ? null : `there is no function ${name}()`;
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
