import * as fc from 'fast-check';
import type { Subject } from '../../port/subject.ts';
import type { CheckTask } from './check-plan.ts';
import { CutShort } from '../world/cut-short.ts';
import type { Execution } from '../world/execution.ts';
import { compareCost } from '../state-space/cost.ts';
import type { Findings } from './findings.ts';
import { replay } from '../world/replay.ts';
import { RunArbitrary } from '../engines/random/run-arbitrary.ts';
import type { StopReason, Watch } from '../state-space/watch.ts';
import { namesOf } from '../run/run.ts';

/** This many runs of each task are replayed, whatever they show. */
const SAMPLE = 3;

/**
 * Makes random runs, and keeps the simplest run of each signature.
 * @param again the same subject, loaded afresh, on which some runs are replayed
 * @throws CutShort with what was found, if a step throws or a run does not happen again
 */
export function walkRandomly(
  subject: Subject,
  task: Extract<CheckTask, { kind: 'random' }>,
  watch: Watch,
  again: Subject,
): Findings {
  const found = new Map<string, Execution>();
  const { properties } = subject;
  const witnessed = properties.map(() => 0);
  let runs = 0;
  let actions = 0;
  let unending = 0;
  let stopped: StopReason | null = null;
  const sample: Execution[] = [];
  const property = fc.property(new RunArbitrary(subject, task.scope), (run) => {
    stopped ??= watch.stopped;
    // fast-check still generates the remaining runs, but they are not looked at: only a failing
    // property could end it early.
    if (stopped !== null) return;
    runs += 1;
    actions += run.actions.length;
    if (run.unending) unending += 1;
    if (sample.length < SAMPLE) sample.push(run);
    run.witnesses.forEach((count, at) => {
      if (count > 0) witnessed[at] = (witnessed[at] ?? 0) + 1;
    });
    for (const { signature } of run.breaches) {
      const known = found.get(signature);
      if (known === undefined || compareCost(run.cost, known.cost) < 0) found.set(signature, run);
    }
    const depth = run.actions.length;
    watch.tell({ states: 0, transitions: actions, executions: runs, depth, frontier: 0 });
  });
  const findings = (unrepeated: string | null, bound: string | null): Findings => ({
    cheapest: [],
    rough: [...found],
    witnesses: Object.fromEntries(properties.map(({ id }, at) => [id, witnessed[at] ?? 0])),
    runs,
    actions,
    states: 0,
    collisions: 0,
    unending,
    entries: {},
    unrepeated,
    bound,
    fault: null,
  });
  try {
    fc.assert(property, { numRuns: task.runs, seed: task.seed });
    const bound = stopped === null ? null : `${String(stopped)} after ${runs} random runs`;
    return findings(repeat(again, sample), bound);
  } catch (error) {
    throw new CutShort(findings(null, `an error ended them after ${runs} random runs`), error);
  }
}

/**
 * Replays each run, twice: what it shows must depend on nothing but the run. The result says how
 * the first bad replay went wrong; null: none did.
 */
function repeat(subject: Subject, runs: readonly Execution[]): string | null {
  for (const { scope, actions, breaches } of runs) {
    const [first] = breaches;
    const expect =
      first === undefined ? null : { property: first.property, signature: first.signature };
    const run = { ...namesOf(subject), scope, expect, note: null, actions };
    const { kind } = replay(subject, run);
    if (kind !== 'as expected') return kind;
  }
  return null;
}
