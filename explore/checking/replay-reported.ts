import { blameFile } from '../loading/faulty-design.ts';
import { loadDesign } from '../loading/load-design.ts';
import type { Run } from '../run/run.ts';
import { type ReplayStep, replay } from '../world/replay.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import type { CheckedColumn } from './results.ts';
import type { DesignResult } from './verdict.ts';
import type { Counterexample } from '../minimal/counterexample.ts';

/** A run that is going to be reported, with the steps of its replay. */
export interface ReportedRun {
  readonly found: Counterexample;
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
}

/** A column whose reported runs have been replayed. */
export interface ReplayedColumn extends CheckedColumn {
  readonly runs: readonly ReportedRun[];
  /** One line for each run whose replay does not show what it is reported for. */
  readonly faults: readonly string[];
}

/**
 * Replays every run that is reported. Each must happen again, twice in the same way, and show what
 * it is said to show.
 * @throws FaultyDesign if a step of a user's design throws
 */
export async function replayReported({ column, result }: CheckedColumn): Promise<ReplayedColumn> {
  const design = await loadDesign(column.ref);
  const faults = result.unrepeated === null ? [] : [`a random run, replayed: ${result.unrepeated}`];
  const runs: ReportedRun[] = [];
  for (const { verdict } of result.verdicts) {
    if (verdict.kind !== 'violated') continue;
    for (const found of verdict.counterexamples) {
      const run = runOf(result, found);
      const subject = twinSubject(design, propertiesWith(run.expect?.property ?? null));
      const steps: ReplayStep[] = [];
      const { kind } = blameFile(column.ref, () =>
        replay(subject, run, (step) => steps.push(step)),
      );
      if (kind !== 'as expected') faults.push(`${found.signature}: replayed: ${kind}`);
      runs.push({ found, run, steps });
    }
  }
  return { column, result, runs, faults };
}

/** The run of a signature in the form of a run file. */
function runOf({ design, policy }: DesignResult, found: Counterexample): Run {
  const [property = ''] = found.signature.split(' ', 1);
  const { scope, actions } = found.execution;
  const expect = { property, signature: found.signature };
  return { design, policy, scope, expect, note: null, actions };
}
