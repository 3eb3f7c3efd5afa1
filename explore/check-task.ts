import * as fc from 'fast-check';
import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import type { CheckTask } from './check-plan.ts';
import { compareCost, type Execution } from './execution.ts';
import { replay } from './replay.ts';
import { RunArbitrary } from './run-arbitrary.ts';
import { shrinkTo } from './shrink.ts';
import { atMostStates } from './search/budget.ts';
import { searchScope } from './search/search-scope.ts';

/** What one task found; plain data, so that a worker can send it. */
export interface Findings {
  /** Of each signature, the simplest run seen. */
  readonly found: readonly (readonly [signature: string, run: Execution])[];
  /** Of a search of states: runs that need not be the shortest of their signature. */
  readonly hangs: readonly (readonly [signature: string, run: Execution])[];
  /** Of each property id, in how many runs (random) or how often (states) it was witnessed. */
  readonly witnesses: Readonly<Record<string, number>>;
  readonly runs: number;
  readonly actions: number;
  readonly states: number;
  /** Random runs in which nobody knows whether a context would have come to rest. */
  readonly unending: number;
  /** Why a sample of the runs did not happen again alike; null: it did. */
  readonly unrepeated: string | null;
  /** The bound that cut the search short; null: it visited everything, or was to run so long. */
  readonly bound: string | null;
}

/** The judges of a task: those that apply, and that its clock allows. */
function judges(
  design: Design,
  properties: readonly Property[],
  task: CheckTask,
): readonly Property[] {
  return properties.filter(
    (property) =>
      property.appliesTo(design.traits) && (!property.timed || task.scope.timers === 'exact'),
  );
}

/** Does one task of a check. */
export function doTask(design: Design, properties: readonly Property[], task: CheckTask): Findings {
  const judged = judges(design, properties, task);
  const byId = (counts: readonly number[]): Record<string, number> =>
    Object.fromEntries(judged.map((property, at) => [property.id, counts[at] ?? 0]));
  if (task.kind === 'states') {
    const budget = atMostStates(task.maxStates);
    const options = { exact: false, preemptions: null, script: null };
    const search = searchScope(design, task.scope, judged, budget, options);
    const shortest = new Map(search.found);
    return {
      found: search.found,
      hangs: search.hangs.filter(([signature]) => !shortest.has(signature)),
      witnesses: byId(search.witnesses),
      runs: 0,
      actions: search.transitions,
      states: search.states,
      unending: 0,
      unrepeated: null,
      bound: search.bound,
    };
  }
  return walkRandomly(design, judged, task, byId);
}

function walkRandomly(
  design: Design,
  judged: readonly Property[],
  task: Extract<CheckTask, { kind: 'random' }>,
  byId: (counts: readonly number[]) => Record<string, number>,
): Findings {
  const found = new Map<string, Execution>();
  const witnessed = judged.map(() => 0);
  let actions = 0;
  let unending = 0;
  const sample: Execution[] = [];
  const property = fc.property(new RunArbitrary(design, task.scope, judged), (run) => {
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
  });
  fc.assert(property, { numRuns: task.runs, seed: task.seed });
  return {
    found: [...found],
    hangs: [],
    witnesses: byId(witnessed),
    runs: task.runs,
    actions,
    states: 0,
    unending,
    unrepeated: repeat(design, judged, sample),
    bound: null,
  };
}

/** Runs of a task that are replayed, whatever they show. */
const SAMPLE = 3;

/** Replays the runs, twice each: what a run told must not depend on anything but the run. */
function repeat(
  design: Design,
  judged: readonly Property[],
  runs: readonly Execution[],
): string | null {
  for (const { scope, actions, breaches } of runs) {
    const [first] = breaches;
    const expect =
      first === undefined ? null : { property: first.property, signature: first.signature };
    const { name, policy } = design;
    const run = { design: name, policy, scope, expect, note: null, actions };
    const { kind } = replay(design, run, judged);
    if (kind !== 'as expected') return kind;
  }
  return null;
}

/** Shrinks the runs that show one signature and returns the simplest outcome. */
export function shrinkBest(
  design: Design,
  properties: readonly Property[],
  signature: string,
  runs: readonly Execution[],
): Execution {
  const shrunk = runs.map((run) => shrinkTo(design, properties, run, signature).execution);
  return shrunk.reduce((best, run) => (compareCost(run.cost, best.cost) < 0 ? run : best));
}
