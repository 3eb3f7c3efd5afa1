import { blameFile, FaultyDesign } from '../loading/faulty-design.ts';
import { type DesignRef, loadDesign } from '../loading/load-design.ts';
import type { Run } from '../run/run.ts';
import { type Replayed, type ReplayStep, replay } from '../world/replay.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import type { CheckedColumn } from './results.ts';
import type { DesignResult } from './verdict.ts';
import type { Counterexample } from '../minimal/counterexample.ts';
import { type Explanation, explainRun } from '../explaining/explain-run.ts';
import type { Execution } from '../world/execution.ts';

/** A run that is going to be reported, with the steps of its replay. */
export interface ReportedRun {
  readonly found: Counterexample;
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  /** What decided it; null: the run did not happen again as it was found. */
  readonly explanation: Explanation | null;
}

/** A column whose reported runs have been replayed. */
export interface ReplayedColumn extends CheckedColumn {
  readonly runs: readonly ReportedRun[];
  /** One line for each run whose replay does not show what it is reported for. */
  readonly faults: readonly string[];
}

/**
 * Replays every run that is reported, each on a design that is loaded afresh. Each must happen
 * again, twice in the same way, and show what it is said to show.
 */
export async function replayReported({ column, result }: CheckedColumn): Promise<ReplayedColumn> {
  const faults = result.unrepeated === null ? [] : [`a random run, replayed: ${result.unrepeated}`];
  const runs: ReportedRun[] = [];
  for (const { verdict } of result.verdicts) {
    if (verdict.kind !== 'violated') continue;
    for (const found of verdict.counterexamples) {
      const run = runOf(result, found);
      // One after the other: each replay begins with a design on which nothing has run.
      // oxlint-disable-next-line no-await-in-loop
      const design = await loadDesign(column.ref, { which: 'fresh' });
      const subject = twinSubject(design, propertiesWith(run.expect?.property ?? null));
      const steps: ReplayStep[] = [];
      const ended = replayed(column.ref, () => replay(subject, run, (step) => steps.push(step)));
      if (typeof ended === 'string') faults.push(`${found.signature}: replayed: ${ended}`);
      const explanation =
        typeof ended === 'string' ? null : explainRun(subject, ended, found.signature);
      runs.push({ found, run, steps, explanation });
    }
  }
  return { column, result, runs, faults };
}

/** The run as it happened again; or how else the replay ended, or the fault that ended it. */
function replayed(ref: DesignRef, work: () => Replayed): Execution | string {
  try {
    const ended = blameFile(ref, work);
    return ended.kind === 'as expected' ? ended.execution : ended.kind;
  } catch (error) {
    if (error instanceof FaultyDesign) return error.message;
    throw error;
  }
}

/** The run of a signature in the form of a run file. */
function runOf({ design, policy }: DesignResult, found: Counterexample): Run {
  const [property = ''] = found.signature.split(' ', 1);
  const { scope, actions } = found.execution;
  const expect = { property, signature: found.signature };
  return { design, policy, scope, expect, note: null, actions };
}
