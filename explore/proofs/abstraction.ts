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
  settled,
} from './deferral-ghost.ts';
import type { Allowed } from './find-steps.ts';
import { lifetimeSystem } from './lifetime-system.ts';
import { Lifetimes } from './lifetimes.ts';
import { PENDING, recoverySystem } from './recovery-system.ts';
import { StepFinder } from './step-finder.ts';
import type { System } from './system.ts';
import type { Valuation } from './term.ts';

/** The abstract systems: that of (a) and (b), and that of (c). */
export interface Systems {
  readonly recovery: System;
  readonly lifetime: System;
}

export const SYSTEMS: Systems = { recovery: recoverySystem, lifetime: lifetimeSystem };

/** Where timers fire at any moment, each delay may pass while one run goes on: so many of them. */
const DELAYS_MAX = 1000;

export type Finders = Readonly<Record<keyof Systems, StepFinder>>;

/** Who finds the steps of runs in such a scope, with a policy of that cap. */
export function findersOf(systems: Systems, scope: Scope, capJiffies: number): Finders {
  // On the virtual clock a run takes no time.
  const longest = scope.timers === 'exact' ? 0 : capJiffies * DELAYS_MAX;
  return {
    recovery: new StepFinder(systems.recovery, { cap: capJiffies, D: longest, W: longest }),
    lifetime: new StepFinder(systems.lifetime, {}),
  };
}

/** A step of a run that is no step of a system. */
export interface Mismatch {
  readonly of: keyof Systems;
  /** Of (c): the page that takes it; null: an object is misused. */
  readonly page: number | null;
  /** The C function and where in it. */
  readonly at: string;
  readonly before: Valuation;
  readonly now: Valuation;
}

/** Follows a run, and looks for each of its steps in the abstract systems. */
export class Abstraction {
  ghost: DeferralGhost = noDeferral;
  readonly lifetimes: Lifetimes;
  /** Of the last step, if it is none of a system's. */
  mismatch: Mismatch | null = null;
  /** Whether there was such a step in any run. */
  strayed = false;
  readonly #world: World;
  readonly #machine: Machine;
  readonly #finders: Finders;
  readonly #isTimed: boolean;
  readonly #accesses = new Accesses();
  #facts: Fact[] = [];

  /** @param machine what the world checks */
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

  /** The abstract state, but for what is the proof's own. */
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

  /** Takes an enabled action. Returns whether a refusal it carries met a request. */
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

  /** Facts in order; that the work was armed is between the last deferral and the response. */
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
    this.ghost = settled(this.ghost);
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
