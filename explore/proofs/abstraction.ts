import type { Action } from '../../port/action.ts';
import { Accesses } from '../../port/accesses.ts';
import type { Fact } from '../../model/fact.ts';
import type { Scope } from '../run/scope.ts';
import type { Machine } from '../../impl/twin/machine.ts';
import type { World } from '../world/world.ts';
import {
  armedBy,
  countsOf,
  type DeferralGhost,
  heard,
  noDeferral,
  stepEnded,
} from './deferral-ghost.ts';
import type { Allowed } from './find-steps.ts';
import { lifetimeSystem } from './lifetime-system.ts';
import { Lifetimes } from './lifetimes.ts';
import { PENDING, recoverySystem } from './recovery-system.ts';
import { StepFinder } from './step-finder.ts';
import type { TransitionSystem } from './transition-system.ts';
import type { Valuation } from './term.ts';

/**
 * The abstract systems: `recovery` is that of (a) and (b), `lifetime` that of (c); see
 * docs/proof.md.
 */
export interface Systems {
  readonly recovery: TransitionSystem;
  readonly lifetime: TransitionSystem;
}

export const SYSTEMS: Systems = { recovery: recoverySystem, lifetime: lifetimeSystem };

/**
 * If timers fire at any moment, each delay may pass during one run of the work. This is the
 * greatest number of delays that is allowed for.
 */
const DELAYS_MAX = 1000;

export type Finders = Readonly<Record<keyof Systems, StepFinder>>;

/** The finders for the steps of runs in such a scope, under a policy with this cap. */
export function findersOf(systems: Systems, scope: Scope, capJiffies: number): Finders {
  // On the virtual clock a run of the work takes no time.
  const longest = scope.timers === 'exact' ? 0 : capJiffies * DELAYS_MAX;
  return {
    recovery: new StepFinder(systems.recovery, { cap: capJiffies, D: longest, W: longest }),
    lifetime: new StepFinder(systems.lifetime, {}),
  };
}

/** A step of a run that is no step of one of the systems. */
export interface Mismatch {
  readonly of: keyof Systems;
  /**
   * For `lifetime`: the page that takes the step; null: an object is misused, or the system is
   * `recovery`.
   */
  readonly page: number | null;
  /** The place of the step: the C function, and where in it. */
  readonly at: string;
  readonly before: Valuation;
  readonly now: Valuation;
}

/** Follows a run, and looks for each of its steps in both abstract systems. */
export class Abstraction {
  ghost: DeferralGhost = noDeferral;
  readonly lifetimes: Lifetimes;
  /** The mismatch of the last step; null: both systems have it. */
  mismatch: Mismatch | null = null;
  /** Whether any step of any run so far was a mismatch. */
  strayed = false;
  readonly #world: World;
  readonly #machine: Machine;
  readonly #finders: Finders;
  readonly #isTimed: boolean;
  readonly #accesses = new Accesses();
  #facts: Fact[] = [];

  /** @param machine the system that the world checks */
  constructor(world: World, machine: Machine, scope: Scope, finders: Finders) {
    this.#world = world;
    this.#machine = machine;
    this.#isTimed = scope.timers === 'exact';
    this.#finders = finders;
    this.lifetimes = new Lifetimes(finders.lifetime);
    machine.recording.record(this.#accesses);
    world.onFact = (fact) => {
      this.#facts.push(fact);
      this.lifetimes.hear(fact);
    };
  }

  /** The abstract state, without the variables that only the proof has. */
  state(): Valuation {
    const { work } = this.#machine.domain;
    const pending = work?.pending ?? 'no';
    const { nowJiffies } = this.#machine.kernel.clock;
    return {
      ...countsOf(this.ghost),
      pending: PENDING[pending],
      left: pending === 'timer' && work !== null ? work.dueJiffies - nowJiffies : 0,
      phase: this.ghost.phase,
      failed: this.ghost.failed,
    };
  }

  /** Takes an enabled action. Returns whether a refusal that it carries met a request. */
  apply(action: Action): boolean {
    const { kernel, domain } = this.#machine;
    const before = this.state();
    const { refused } = kernel.memory;
    this.#accesses.clear();
    this.#facts = [];
    this.lifetimes.begin();
    const call = 'on' in action ? (this.#machine.context(action.on)?.call ?? null) : null;
    const met = this.#world.apply(action);
    this.#hear('on' in action && action.on !== 'timer' && this.#touched(domain.work?.object), call);
    const isTimer = action.do === 'step' && action.on === 'timer';
    const jiffies = action.do === 'advance' ? action.byJiffies : 0;
    const allowed: Allowed = {
      refuses: kernel.memory.refused > refused,
      byWork: 'on' in action && action.on === 'worker',
      jiffies: isTimer && !this.#isTimed ? Number(before['left']) : jiffies,
    };
    this.mismatch =
      this.#ofRecovery(kernel.place, before, allowed) ?? this.#ofLife(kernel.place, allowed);
    if (this.mismatch !== null) this.strayed = true;
    return met;
  }

  #touched(object: number | undefined): boolean {
    const { looked, changed } = this.#accesses;
    return object !== undefined && (looked.includes(object) || changed.includes(object));
  }

  /**
   * Feeds the facts of the step to the ghost, in order. No fact says that a step armed the work:
   * that is put between its last deferral and its response.
   */
  #hear(arms: boolean, call: number | null): void {
    const facts = this.#facts;
    const armsAfter = facts.findLastIndex(({ kind }) => kind === 'deferred');
    const begins = facts.some(({ kind }) => kind === 'work') && call === null;
    const isPickUp = begins && this.ghost.phase === 0;
    let armed = !arms || isPickUp;
    for (const [at, fact] of facts.entries()) {
      if (!armed && at > armsAfter && (fact.kind === 'responded' || fact.kind === 'work')) {
        this.ghost = armedBy(this.ghost, call);
        armed = true;
      }
      this.ghost = heard(this.ghost, fact);
    }
    if (!armed) this.ghost = armedBy(this.ghost, call);
    this.ghost = stepEnded(this.ghost);
  }

  #ofRecovery(at: string, before: Valuation, allowed: Allowed): Mismatch | null {
    const now = this.state();
    if (this.#finders.recovery.find(before, now, allowed)) return null;
    return { of: 'recovery', page: null, at, before, now };
  }

  #ofLife(at: string, allowed: Allowed): Mismatch | null {
    const stray = this.lifetimes.end(allowed);
    return stray === null ? null : { of: 'lifetime', at, ...stray };
  }
}
