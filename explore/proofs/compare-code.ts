import * as fc from 'fast-check';
import { assert } from '../../model/assert.ts';
import type { Action } from '../../port/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import { Machine } from '../../impl/twin/machine.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Subject } from '../../port/subject.ts';
import { PRESETS } from '../run/presets.ts';
import { RunArbitrary } from '../engines/random/run-arbitrary.ts';
import type { Scope } from '../run/scope.ts';
import { atMostStates } from '../state-space/budget.ts';
import { numberInOrder } from '../run/number-calls.ts';
import { ShortestSearch } from '../state-space/shortest.ts';
import { WorldModel } from '../engines/shortest/world-model.ts';
import { World } from '../world/world.ts';
import {
  Abstraction,
  type Finders,
  findersOf,
  type Mismatch,
  type Systems,
  SYSTEMS,
} from './abstraction.ts';
import { ComparedModel } from './compared-model.ts';

const shared = { ...PRESETS.small[0], teardown: false, callers: 'well-behaved' } as const;
const small = { ...shared, pages: 2, refusals: 2, reserve: false } as const;

const SCOPES: readonly Scope[] = [
  { ...small, cpus: 2, irqs: 0, calls: 2, timers: 'any' },
  { ...small, cpus: 1, irqs: 1, calls: 2, timers: 'any' },
  { ...small, cpus: 1, irqs: 0, calls: 4, refusals: 3, timers: 'exact' },
];

/**
 * The scope of random runs. A design with a list is given no reservations: over ranges on the list
 * they break it in ways that are no steps of the system.
 */
function randomScope({ traits }: Design): Scope {
  const crowd = { cpus: 2, irqs: 1, calls: 24, pages: 8, refusals: 8, timers: 'exact' } as const;
  return { ...shared, ...crowd, reserve: !traits.lists };
}

/** The bounds of a comparison. */
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

/** The result of looking for each step of a design's runs in the abstract systems. */
export interface CodeComparison {
  readonly design: string;
  readonly policy: string;
  /**
   * The number of different steps from different states in the scopes; below, the number of steps
   * of random runs.
   */
  readonly steps: number;
  readonly randomSteps: number;
  /** A short run to a step that one of the systems does not have; null: there is none. */
  readonly mismatch: (Mismatch & { readonly labels: readonly string[] }) | null;
  /** The names of the steps of each system that were not met. */
  readonly unmet: Readonly<Record<keyof Systems, readonly string[]>>;
  /** The bound that cut a search short; null: all states of the scopes were visited. */
  readonly bound: string | null;
}

/**
 * Looks whether the proofs are about this design: each step of all runs of small scopes, and of
 * random runs, must be made of steps of each system, or change nothing that the system speaks of.
 */
export function compareCode(
  design: Design,
  work: ComparedWork = COMPARED_WORK,
  systems: Systems = SYSTEMS,
): CodeComparison {
  const compared = new Compared(design, systems);
  let steps = 0;
  let bound: string | null = null;
  let mismatch: CodeComparison['mismatch'] = null;
  for (const scope of work.scopes) {
    const found = compared.exhaust(scope, work.maxStates);
    steps += found.steps;
    bound ??= found.bound;
    ({ mismatch } = found);
    if (mismatch !== null) break;
  }
  const random = mismatch === null ? compared.sample(work) : null;
  return {
    design: design.name,
    policy: design.policy?.name ?? '',
    steps,
    randomSteps: random?.steps ?? 0,
    mismatch: mismatch ?? random?.mismatch ?? null,
    unmet: compared.unmet(),
    bound,
  };
}

const EXACTLY_ALL = { exact: false, preemptions: null };

type Told = Pick<CodeComparison, 'steps' | 'mismatch'>;

/** A design, and the systems of which its runs are to be runs. */
class Compared {
  readonly #design: Design;
  readonly #subject: Subject<Machine>;
  readonly #systems: Systems;
  /** By the kind of a scope's timers. */
  readonly #finders = new Map<Scope['timers'], Finders>();

  constructor(design: Design, systems: Systems) {
    this.#design = design;
    this.#subject = twinSubject(design, []);
    this.#systems = systems;
  }

  /** Compares all runs of a scope. */
  exhaust(scope: Scope, maxStates: number): Told & Pick<CodeComparison, 'bound'> {
    const model = new WorldModel(this.#subject, scope, null);
    const abstraction = this.#follow(model.world, scope);
    const search = new ShortestSearch(new ComparedModel(model, abstraction), EXACTLY_ALL);
    const budget = atMostStates(maxStates);
    const { transitions, bound, shortest } = search.search({
      spent: (progress, bytes) =>
        abstraction.strayed ? 'a mismatch' : budget.spent(progress, bytes),
    });
    const [path] = [...shortest.values()].toSorted((a, b) => a.cost.steps - b.cost.steps);
    if (path === undefined) return { steps: transitions, bound, mismatch: null };
    const actions = path.moves.map((move) => model.actionOf(move));
    const { callers } = model.world.system.calls;
    const mismatch = this.#tell(scope, numberInOrder(actions, callers));
    return { steps: transitions, bound, mismatch };
  }

  /** Compares random runs. */
  sample({ randomRuns, seed }: ComparedWork): Told {
    const scope = randomScope(this.#design);
    let steps = 0;
    const arbitrary = new RunArbitrary(this.#subject, scope);
    for (const { actions } of fc.sample(arbitrary, { numRuns: randomRuns, seed })) {
      const abstraction = this.#follow(new World(this.#subject, scope, 'forward'), scope);
      for (const [at, action] of actions.entries()) {
        abstraction.apply(action);
        steps += 1;
        if (abstraction.mismatch === null) continue;
        return { steps, mismatch: this.#tell(scope, actions.slice(0, at + 1)) };
      }
    }
    return { steps, mismatch: null };
  }

  /** The names of the steps of the systems that were met in no run. */
  unmet(): CodeComparison['unmet'] {
    const all = [...this.#finders.values()];
    const inAll = (of: keyof Systems): readonly string[] => {
      const [first = [], ...others] = all.map((finders) => finders[of].unmet());
      return first.filter((name) => others.every((names) => names.includes(name)));
    };
    return { recovery: inAll('recovery'), lifetime: inAll('lifetime') };
  }

  #follow(world: World, scope: Scope): Abstraction {
    let finders = this.#finders.get(scope.timers);
    if (finders === undefined) {
      finders = findersOf(this.#systems, scope, this.#design.policy?.capJiffies ?? 1);
      this.#finders.set(scope.timers, finders);
    }
    const { system } = world;
    assert(system instanceof Machine, 'a design is checked on the twin');
    return new Abstraction(world, system, scope, finders);
  }

  /** Replays a run whose last step is a mismatch, and describes its steps. */
  #tell(scope: Scope, actions: readonly Action[]): NonNullable<CodeComparison['mismatch']> {
    const world = new World(this.#subject, scope, 'forward');
    const abstraction = this.#follow(world, scope);
    const labels: string[] = [];
    for (const action of actions) {
      abstraction.apply(action);
      const who = 'on' in action ? `${action.on}: ` : '';
      const refused = action.do === 'step' && action.refuse === true ? ' (memory refused)' : '';
      labels.push(`${who}${world.place}${refused}`);
    }
    const { mismatch } = abstraction;
    assert(mismatch !== null, 'the run found to a mismatch does not show it');
    return { ...mismatch, labels };
  }
}
