import { join } from 'node:path';
import type { PlannedColumn } from '../../explore/checking/plan.ts';
import type { ReplayedColumn, ReportedRun } from '../../explore/checking/replay-reported.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { runFileName } from './run-file-name.ts';

/** A run that is reported, and the file that is its own. */
export interface NamedRun extends ReportedRun {
  readonly column: PlannedColumn;
  readonly result: DesignResult;
  /** Null: runs are not kept in files. */
  readonly file: string | null;
}

/**
 * Names the files of runs, in a folder for each side of a comparison. The columns of a design share
 * a file for each signature: what well-behaved callers show is not kept again for other ones.
 * @param folder null: runs are not kept in files
 */
export function namedRuns(
  replayed: readonly ReplayedColumn[],
  folder: string | null,
): ReadonlyMap<Counterexample, NamedRun> {
  const files = new Map<string, string>();
  const taken = new Set<string>();
  const named = new Map<Counterexample, NamedRun>();
  for (const { column, result, runs } of replayed) {
    for (const reported of runs) {
      const side = column.side === null ? '' : column.side.toLowerCase();
      const key = `${side} ${result.design} ${reported.found.signature}`;
      if (folder !== null && !files.has(key)) {
        const name = runFileName(result.design, result.callers, reported.found.signature);
        files.set(key, freeName(join(folder, side, name), taken));
      }
      named.set(reported.found, { ...reported, column, result, file: files.get(key) ?? null });
    }
  }
  return named;
}

/** The name, or the first copy of it that is not among `taken`, where it is from now on. */
function freeName(base: string, taken: Set<string>): string {
  let name = base;
  for (let copy = 2; taken.has(name); copy += 1) name = `${base}-${copy}`;
  taken.add(name);
  return `${name}.json`;
}
