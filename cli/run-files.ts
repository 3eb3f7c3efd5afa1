import { dirname, join } from 'node:path';
import type { Run } from '../explore/run/run.ts';
import { formatRun } from '../explore/run/run-file.ts';
import type { DesignResult } from '../explore/checking/verdict.ts';
import type { Counterexample } from '../explore/minimal/counterexample.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { losesNoOther, makeFolder, writeText } from './files.ts';
import { runFileName } from './run-file-name.ts';
import { UserError } from './user-error.ts';

/** The run of a signature, as a file keeps it. */
export function runOf({ design, policy }: DesignResult, found: Counterexample): Run {
  const [property = ''] = found.signature.split(' ', 1);
  const { scope, actions } = found.execution;
  const expect = { property, signature: found.signature };
  return { design, policy, scope, expect, note: null, actions };
}

/** How a run file begins, or an empty one. */
const RUN = /^(?:\{\s*"format":\s*"iova-check run"|$)/;

/** Makes sure, before long work, that a run can be written there. @throws UserError if not */
export function makeRoomForRun(file: string): void {
  if (file === '') throw new UserError('--out: the name of the file is empty');
  losesNoOther(file, 'run', RUN);
  makeFolder(dirname(file));
}

/** Of each design and signature, the file that its run was written to. */
export type RunFiles = ReadonlyMap<string, string>;

/** What was written. */
export interface Written {
  readonly files: RunFiles;
  /** Not 0 if files could not be written; the user has been told. */
  readonly code: ExitCode;
}

/**
 * A run for each signature; one that well-behaved callers show needs no careless ones. What cannot
 * be written is told, and nothing else is lost by it.
 */
export function writeRuns(folder: string | undefined, results: readonly DesignResult[]): Written {
  const files = new Map<string, string>();
  if (folder === undefined) return { files, code: EXIT.ok };
  const names = new Set<string>();
  try {
    for (const result of results) {
      for (const { verdict } of result.verdicts) {
        if (verdict.kind !== 'violated') continue;
        for (const found of verdict.classes) {
          const subject = `${result.design} ${found.signature}`;
          if (files.has(subject)) continue;
          const name = newName(result, found, names);
          writeText(join(folder, `${name}.json`), formatRun(runOf(result, found)));
          files.set(subject, join(folder, `${name}.json`));
        }
      }
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`iova-check: ${error.message}\n`);
    return { files, code: EXIT.usage };
  }
  return { files, code: EXIT.ok };
}

/** A name that is not among `names`, where it is from now on. */
function newName(result: DesignResult, found: Counterexample, names: Set<string>): string {
  const base = runFileName(result.design, result.callers, found.signature);
  let name = base;
  for (let copy = 2; names.has(name); copy += 1) name = `${base}-${copy}`;
  names.add(name);
  return name;
}
