import * as fc from 'fast-check';
import type { Action } from '../../impl/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import { PRESETS } from '../presets.ts';
import { RunArbitrary } from '../run-arbitrary.ts';
import type { Scope } from '../scope.ts';
import { atMostStates } from '../search/budget.ts';
import { numberInOrder } from '../search/number-calls.ts';
import { ShortestSearch } from '../search/shortest.ts';
import { WorldModel } from '../search/world-model.ts';
import { World } from '../world.ts';
import { Abstraction, type Mismatch } from './abstraction.ts';
import { ComparedModel } from './compared-model.ts';
import { recoverySystem } from './recovery-system.ts';
import type { System } from './system.ts';

const shared = { ...PRESETS.small[0], teardown: false, callers: 'well-behaved' } as const;
const small = { ...shared, pages: 2, refusals: 2, reserve: false } as const;

const SCOPES: readonly Scope[] = [
  { ...small, cpus: 2, irqs: 0, calls: 2, timers: 'any' },
  { ...small, cpus: 1, irqs: 1, calls: 2, timers: 'any' },
  { ...small, cpus: 1, irqs: 0, calls: 4, timers: 'exact' },
];

/** A list breaks under reservations over what it holds, in ways that are no steps of the system. */
function randomScope({ traits }: Design): Scope {
  const crowd = { cpus: 2, irqs: 1, calls: 24, pages: 8, refusals: 8, timers: 'exact' } as const;
  return { ...shared, ...crowd, reserve: !traits.lists };
}

/** How much is compared. */
export interface ComparedWork {
  readonly scopes: readonly Scope[];
  readonly maxStates: number;
  readonly randomRuns: number;
  readonly seed: number;
}

export const COMPARED_WORK: ComparedWork = {
  scopes: SCOPES,
  maxStates: 1_000_000,
  randomRuns: 150,
  seed: 1,
};

/** What came of looking for each step of a design's runs in the abstract system. */
export interface Comparison {
  readonly design: string;
  readonly policy: string;
  /** Different steps from different states in the scopes, and steps of random runs. */
  readonly steps: number;
  readonly randomSteps: number;
  /** A short run to a step that is none of the system's. */
  readonly mismatch: (Mismatch & { readonly labels: readonly string[] }) | null;
  /** Steps of the system that were not met. */
  readonly unmet: readonly string[];
  /** Null if all states of the scopes were visited. */
  readonly bound: string | null;
}

/**
 * Whether the proof is about this design: each step of all runs of small scopes, and of random
 * runs, is made of steps of the system, or changes nothing that it speaks of.
 */
export function compare(
  design: Design,
  work: ComparedWork = COMPARED_WORK,
  system: System = recoverySystem,
): Comparison {
  const capJiffies = design.policy?.capJiffies ?? 1;
  const met = new Set<string>();
  let steps = 0;
  let bound: string | null = null;
  let mismatch: Comparison['mismatch'] = null;
  for (const scope of work.scopes) {
    const model = new WorldModel(design, scope, [], null);
    const abstraction = new Abstraction(model.world, scope, system, capJiffies);
    const search = new ShortestSearch(new ComparedModel(model, abstraction), EXACTLY_ALL);
    const found = search.search({
      spent: (progress, bytes) =>
        abstraction.strayed ? 'a mismatch' : atMostStates(work.maxStates).spent(progress, bytes),
    });
    steps += found.transitions;
    bound ??= found.bound;
    for (const name of abstraction.met) met.add(name);
    const [path] = [...found.shortest.values()].toSorted((a, b) => a.cost.steps - b.cost.steps);
    if (path === undefined) continue;
    const actions = path.moves.map((move) => model.actionOf(move));
    const { callers } = model.world.machine.calls;
    mismatch = tell(design, scope, system, numberInOrder(actions, callers));
    break;
  }
  const random = mismatch === null ? compareRandomly(design, work, system, met) : null;
  return {
    design: design.name,
    policy: design.policy?.name ?? '',
    steps,
    randomSteps: random?.steps ?? 0,
    mismatch: mismatch ?? random?.mismatch ?? null,
    unmet: system.steps
      .filter(({ name, only }) => only !== 'proof' && !met.has(name))
      .map(({ name }) => name),
    bound,
  };
}

const EXACTLY_ALL = { exact: false, preemptions: null };

function compareRandomly(
  design: Design,
  work: ComparedWork,
  system: System,
  met: Set<string>,
): Pick<Comparison, 'mismatch'> & { readonly steps: number } {
  const scope = randomScope(design);
  let steps = 0;
  const options = { numRuns: work.randomRuns, seed: work.seed };
  for (const { actions } of fc.sample(new RunArbitrary(design, scope, []), options)) {
    const world = new World(design, scope, []);
    const abstraction = new Abstraction(world, scope, system, design.policy?.capJiffies ?? 1);
    for (const [at, action] of actions.entries()) {
      abstraction.apply(action);
      steps += 1;
      if (abstraction.mismatch !== null) {
        return { steps, mismatch: tell(design, scope, system, actions.slice(0, at + 1)) };
      }
    }
    for (const name of abstraction.met) met.add(name);
  }
  return { steps, mismatch: null };
}

/** Makes a run happen again whose last step is none of the system's. */
function tell(
  design: Design,
  scope: Scope,
  system: System,
  actions: readonly Action[],
): NonNullable<Comparison['mismatch']> {
  const world = new World(design, scope, []);
  const abstraction = new Abstraction(world, scope, system, design.policy?.capJiffies ?? 1);
  const labels: string[] = [];
  for (const action of actions) {
    abstraction.apply(action);
    const who = 'on' in action ? `${action.on}: ` : '';
    const refused = action.do === 'step' && action.refuse === true ? ' (memory refused)' : '';
    labels.push(`${who}${world.machine.kernel.place}${refused}`);
  }
  const { mismatch } = abstraction;
  if (mismatch === null) throw new Error('the run found to a mismatch does not show it');
  return { ...mismatch, labels };
}
