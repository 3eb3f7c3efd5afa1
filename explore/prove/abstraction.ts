import type { Action } from '../../impl/action.ts';
import { Accesses } from '../../impl/kernel/accesses.ts';
import type { Fact } from '../../model/fact.ts';
import type { Scope } from '../scope.ts';
import type { World } from '../world.ts';
import {
  armedBy,
  countsOf,
  type DeferralGhost,
  heard,
  noDeferral,
  settled,
} from './deferral-ghost.ts';
import { findSteps } from './find-steps.ts';
import { PENDING } from './recovery-system.ts';
import type { System } from './system.ts';
import type { Valuation } from './term.ts';

/** In scopes whose timers fire at any moment, time passes while a run goes on. */
const EVER_JIFFIES = 1_000_000;

/** A step of a run that is no step of the system. */
export interface Mismatch {
  /** The C function and where in it. */
  readonly at: string;
  readonly before: Valuation;
  readonly now: Valuation;
}

/** Follows a run, and looks for each of its steps in an abstract system. */
export class Abstraction {
  ghost: DeferralGhost = noDeferral;
  /** Of the last step, if it is none of the system's. */
  mismatch: Mismatch | null = null;
  /** Whether there was such a step in any run. */
  strayed = false;
  /** The steps of the system that were met. */
  readonly met = new Set<string>();
  readonly #world: World;
  readonly #system: System;
  readonly #constants: Valuation;
  readonly #isTimed: boolean;
  readonly #accesses = new Accesses();
  #facts: Fact[] = [];
  /** By what was before and after: the names of the steps between; null: there are none. */
  readonly #known = new Map<string, readonly string[] | null>();

  constructor(world: World, scope: Scope, system: System, capJiffies: number) {
    this.#world = world;
    this.#system = system;
    this.#isTimed = scope.timers === 'exact';
    // On the virtual clock a run takes no time.
    const longest = this.#isTimed ? 0 : EVER_JIFFIES;
    this.#constants = { cap: capJiffies, D: longest, W: longest };
    world.machine.kernel.accesses = this.#accesses;
    world.onFact = (fact) => this.#facts.push(fact);
  }

  /** The abstract state, but for what is the proof's own. */
  state(): Valuation {
    const { work } = this.#world.machine.domain;
    const pending = work?.pending ?? 'no';
    const { nowJiffies } = this.#world.machine.kernel.clock;
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
    const { kernel, domain } = this.#world.machine;
    const before = this.state();
    const { refused } = kernel.memory;
    this.#accesses.clear();
    this.#facts = [];
    const call = 'on' in action ? (this.#world.machine.context(action.on)?.call ?? null) : null;
    const met = this.#world.apply(action);
    this.#hear('on' in action && action.on !== 'timer' && this.#touched(domain.work?.object), call);
    const isTimer = action.do === 'step' && action.on === 'timer';
    const jiffies = action.do === 'advance' ? action.byJiffies : 0;
    this.#compare(kernel.place, before, {
      refuses: kernel.memory.refused > refused,
      jiffies: isTimer && !this.#isTimed ? Number(before['left']) : jiffies,
    });
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

  #compare(at: string, before: Valuation, allowed: { refuses: boolean; jiffies: number }): void {
    const now = this.state();
    const key = [...Object.values(before), ...Object.values(now), ...Object.values(allowed)].join();
    let names = this.#known.get(key);
    if (names === undefined) {
      const initial = { ...this.#system.initial, ...this.#constants };
      const steps = findSteps(this.#system, { ...initial, ...before }, now, allowed);
      names = steps?.map(({ name }) => name) ?? null;
      this.#known.set(key, names);
    }
    this.mismatch = names === null ? { at, before, now } : null;
    if (names === null) this.strayed = true;
    else for (const name of names) this.met.add(name);
  }
}
