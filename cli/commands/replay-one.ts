import { sourcesNamedIn } from '../../explore/building/kernel-name.ts';
import { type Explanation, explainRun } from '../../explore/explaining/explain-run.ts';
import { blameFile } from '../../explore/loading/faulty-design.ts';
import type { Run } from '../../explore/run/run.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { runOn } from '../../explore/world/run-on.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import type { Subject } from '../../port/subject.ts';
import type { Ending } from '../../report/conclusion/ending.ts';
import { foreignEnding, ownEnding } from '../../report/counterexample/replay-ending.ts';
import type { RunOnDesign } from '../files/run-on-design.ts';

/** The run of a file after its replay. */
export interface ReplayedFile {
  /** As it was tried: on another design, under the names of that one. */
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  /** The design, judged by the property of the run and those of the matrix. */
  readonly subject: Subject;
  /** What decided that it breaks what it should; null: it does not, or should break nothing. */
  readonly explanation: Explanation | null;
  readonly ending: Ending;
}

/** Replays the run of a file on its design, or on the one that the user named instead. */
export function replayOne({ file, run, design, ref }: RunOnDesign): ReplayedFile {
  const subject = twinSubject(design, propertiesWith(run.expect?.property ?? null));
  const isForeign = !isSameDesign(subject.design, run.design) || subject.policy !== run.policy;
  const tried = isForeign ? blameFile(ref, () => runOn(subject, run)) : run;
  const steps: ReplayStep[] = [];
  const replayed = blameFile(ref, () => replay(subject, tried, (step) => steps.push(step)));
  const { expect } = tried;
  const explanation =
    replayed.kind === 'as expected' && expect !== null
      ? blameFile(ref, () => explainRun(subject, replayed.execution, expect.signature))
      : null;
  const ending = isForeign
    ? foreignEnding(file, replayed, run, subject)
    : ownEnding(file, replayed);
  return { run: tried, steps, subject, explanation, ending };
}

/** The same C may lie in folders of different names. */
function isSameDesign(a: string, b: string): boolean {
  const sources = sourcesNamedIn(a);
  return a === b || (sources !== null && sources === sourcesNamedIn(b));
}
