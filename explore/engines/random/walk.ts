import type { Action } from '../../../port/action.ts';
import { TEARDOWN } from '../../../port/call-table.ts';
import { isCarelessIn } from '../../../port/caller-kinds.ts';
import { mayCall } from '../../world/callers.ts';
import { type ContextId, isCaller } from '../../../model/context-id.ts';
import type { Pressure } from '../../../model/fact.ts';
import { drawCall, drawSwitch } from './draw-call.ts';
import type { Choices } from './choices.ts';
import type { Scope } from '../../run/scope.ts';
import {
  LONG_JIFFIES,
  maxAdvanceJiffies,
  searchedAdvanceJiffies,
} from '../../world/searched-advance.ts';
import type { World } from '../../world/world.ts';

/** The frequencies of one run, drawn anew for each so that runs differ in kind (swarm testing). */
interface Leaning {
  /** One in so many steps that ask for memory is refused it; 0: none. */
  readonly refuseOneIn: number;
  /** The context that stepped last goes on, except once in so many steps. */
  readonly switchOneIn: number;
  /** A call begins once in so many actions, where one can. */
  readonly startOneIn: number;
  /** Pressure changes once in so many actions; 0: never. */
  readonly pressureOneIn: number;
  /** Time passes once in so many actions, where it can. */
  readonly advanceOneIn: number;
}

/** Most actions of a run before its end game. */
const MAX_ACTIONS = 240;
/** A teardown that races calls waits for a call in progress from before this many actions on. */
const RACE_WITHIN_ACTIONS = 160;
/** Most steps that each stage of the end game takes to let contexts finish. */
/** Of so many calls that begin, one switches a CPU, where CPUs go offline. */
const SWITCH_ONE_IN = 8;
const MAX_FINISHING_STEPS = 200;
/** Most steps in which calls and the work go on at the same time while memory is short. */
const MAX_BUSTLING_STEPS = 30;

/** Most actions of a run are plain steps. All steps of a context share one object. */
const STEPS = new Map<ContextId, Action>();

function stepOn(on: ContextId): Action {
  let action = STEPS.get(on);
  if (action === undefined) STEPS.set(on, (action = { do: 'step', on }));
  return action;
}

/** One random run through a world. Takes only enabled actions, and records each. */
export class Walk {
  readonly actions: Action[] = [];
  readonly #world: World;
  readonly #scope: Scope;
  readonly #choices: Choices;
  readonly #leaning: Leaning;
  readonly #callers: readonly ContextId[];
  readonly #steppers: readonly ContextId[];
  /** From this number of actions on, a teardown races calls in progress; Infinity: none does. */
  readonly #raceAt: number;
  #last: ContextId | null = null;
  #calls = 0;
  #refusals = 0;

  constructor(world: World, scope: Scope, choices: Choices) {
    this.#world = world;
    this.#scope = scope;
    this.#choices = choices;
    this.#leaning = {
      refuseOneIn: choices.pick([0, 12, 5, 2]),
      switchOneIn: choices.pick([2, 6, 30]),
      startOneIn: choices.pick([2, 4, 8]),
      pressureOneIn: choices.pick([0, 0, 60, 20]),
      advanceOneIn: choices.pick([3, 10, 40]),
    };
    const races = scope.teardown && isCarelessIn(scope.callers, 'tears down');
    this.#raceAt = races && !choices.oneIn(4) ? choices.below(RACE_WITHIN_ACTIONS) : Infinity;
    const ids = world.system.contexts.map((context) => context.id);
    this.#callers = ids.filter(isCaller);
    this.#steppers = [...ids, 'timer'];
  }

  /** Walks from the initial state to the end. */
  run(): void {
    while (this.actions.length < MAX_ACTIONS && this.#advanceRun()) {
      // Each turn takes one action, and the teardown may come in between.
      if (this.actions.length >= this.#raceAt) this.#race();
    }
    this.#endGame();
  }

  /** Begins the teardown if a call is in progress. */
  #race(): void {
    const { system } = this.#world;
    if (system.callsInProgress() === 0 || !system.canStartAny('teardown')) return;
    this.#take({ do: 'start', on: 'teardown', call: TEARDOWN });
  }

  /** Takes one action; false if no action is left before the end game. */
  #advanceRun(): boolean {
    const { startOneIn, pressureOneIn, advanceOneIn } = this.#leaning;
    const choices = this.#choices;
    if (pressureOneIn > 0 && choices.oneIn(pressureOneIn)) return this.#turnPressure();
    if (choices.oneIn(startOneIn) && this.#start()) return true;
    if (choices.oneIn(advanceOneIn) && this.#passTime()) return true;
    return this.#stepSomebody() || this.#start() || this.#passTimeAtRest();
  }

  #turnPressure(): boolean {
    const now = this.#world.system.memory.pressure;
    const levels: readonly Pressure[] = ['none', 'nodes', 'all'];
    const others = levels.filter((level) => level !== now);
    this.#take({ do: 'pressure', level: others[this.#choices.below(2)] ?? 'none' });
    return true;
  }

  #start(): boolean {
    if (this.#calls >= this.#scope.calls || this.#world.system.putInvoked) return false;
    if (this.#scope.hotplug && this.#choices.oneIn(SWITCH_ONE_IN) && this.#switch()) return true;
    const on = this.#callers[this.#choices.below(this.#callers.length)] as ContextId;
    if (!this.#world.system.canStartAny(on)) return false;
    const call = drawCall(this.#world, this.#scope, on, this.#choices);
    if (call === null) return false;
    this.#calls += 1;
    this.#take({ do: 'start', on, call });
    return true;
  }

  /** A CPU goes offline, or comes back. */
  #switch(): boolean {
    if (!this.#world.system.canStartAny('hotplug')) return false;
    const call = drawSwitch(this.#world, this.#scope, this.#choices);
    if (call === null) return false;
    this.#calls += 1;
    this.#take({ do: 'start', on: 'hotplug', call });
    return true;
  }

  #stepSomebody(): boolean {
    const { system } = this.#world;
    const last = this.#last;
    if (last !== null && !this.#choices.oneIn(this.#leaning.switchOneIn) && system.canStep(last)) {
      this.#step(last);
      return true;
    }
    const from = this.#choices.below(this.#steppers.length);
    for (let at = 0; at < this.#steppers.length; at += 1) {
      const on = this.#steppers[(from + at) % this.#steppers.length] as ContextId;
      if (system.canStep(on)) {
        this.#step(on);
        return true;
      }
    }
    return false;
  }

  #step(on: ContextId): void {
    const { refuseOneIn } = this.#leaning;
    const refuse =
      refuseOneIn > 0 &&
      this.#refusals < this.#scope.refusals &&
      this.#world.system.asks(on) &&
      this.#choices.oneIn(refuseOneIn);
    this.#last = on;
    if (!refuse) {
      this.#take(stepOn(on));
      return;
    }
    // A refusal that met no request is not part of the run.
    const met = this.#world.apply({ do: 'step', on, refuse: true });
    if (met) this.#refusals += 1;
    this.actions.push(met ? { do: 'step', on, refuse: true } : stepOn(on));
  }

  /** Lets time pass, mostly up to the next deadline, now and then less. */
  #passTime(): boolean {
    const most = maxAdvanceJiffies(this.#world.system);
    if (most < 1) return false;
    const far = this.#choices.pick([1, 10, 100, LONG_JIFFIES]);
    const byJiffies = most === Infinity ? far : this.#choices.oneIn(4) ? 1 : most;
    this.#take({ do: 'advance', byJiffies });
    return true;
  }

  /** No context can step and no call can begin: lets time pass to the next deadline, if any. */
  #passTimeAtRest(): boolean {
    const most = maxAdvanceJiffies(this.#world.system);
    if (most < 1 || most === Infinity) return false;
    this.#take({ do: 'advance', byJiffies: most });
    return true;
  }

  /**
   * Ends the run: mostly, memory comes back, the calls finish, time passes, and the domain goes.
   */
  #endGame(): void {
    if (this.#choices.oneIn(4)) this.#storm();
    const { memory } = this.#world.system;
    if (memory.pressure !== 'none' && !this.#choices.oneIn(4)) {
      this.#take({ do: 'pressure', level: 'none' });
    }
    if (this.#choices.oneIn(3)) this.#finishCalls();
    else {
      this.#finishAll();
      if (!this.#choices.oneIn(3)) this.#outwait();
    }
    const { system, judges } = this.#world;
    if (!this.#scope.teardown || !system.canStartAny('teardown')) return;
    if (!mayCall(judges.ledger, this.#scope.callers, TEARDOWN)) return;
    this.#take({ do: 'start', on: 'teardown', call: TEARDOWN });
    for (let steps = 0; steps < MAX_FINISHING_STEPS && this.#stepSomebody(); steps += 1) {
      if (this.#world.looping) return;
    }
  }

  /** Lets every call respond. The work and its timer go on only as far as calls wait for them. */
  #finishCalls(): void {
    const { system } = this.#world;
    for (let steps = 0; steps < MAX_FINISHING_STEPS; steps += 1) {
      const caller = this.#callers.find((id) => system.canStep(id));
      const waiting = system.callsInProgress() > 0 && system.canStep('worker');
      const on = caller ?? (waiting ? 'worker' : undefined);
      if (on === undefined || this.#world.looping) return;
      this.#last = on;
      this.#take(stepOn(on));
    }
  }

  /**
   * Makes node memory short whenever the work retries, for some retries or for many: all the time,
   * or in windows that end after a retry and begin again before the next. Meanwhile calls go on,
   * during the work and between its passes.
   */
  #storm(): void {
    const { system, judges } = this.#world;
    if (judges.ledger.deferred.length === 0 || system.putInvoked) return;
    const retries = this.#choices.pick([3, 11, 11]);
    const inWindows = this.#choices.oneIn(3);
    const isBusy = this.#choices.oneIn(2);
    for (let retry = 0; retry < retries; retry += 1) {
      this.#press('nodes');
      if (isBusy) this.#bustle();
      this.#finishAll();
      if (inWindows) this.#press('none');
      if (this.#start()) this.#finishAll();
      this.#passTimeAtRest();
      if (this.#world.looping) return;
    }
    this.#press('nodes');
  }

  #press(level: Pressure): void {
    if (this.#world.system.memory.pressure !== level) this.#take({ do: 'pressure', level });
  }

  /** Lets calls begin and go on while the work runs. */
  #bustle(): void {
    for (let steps = 0; steps < MAX_BUSTLING_STEPS && !this.#world.looping; steps += 1) {
      if (this.#choices.oneIn(4) && this.#start()) continue;
      if (!this.#stepSomebody()) return;
    }
  }

  #finishAll(): void {
    for (let steps = 0; steps < MAX_FINISHING_STEPS; steps += 1) {
      const on = this.#steppers.find((id) => this.#world.system.canStep(id));
      if (on === undefined) return;
      this.#last = on;
      this.#take(stepOn(on));
      if (this.#world.looping) return;
    }
  }

  /** Lets more time pass than any bound of a property allows, deadline by deadline. */
  #outwait(): void {
    for (let round = 0; round < 6; round += 1) {
      const { system } = this.#world;
      const byJiffies = searchedAdvanceJiffies(system);
      if (byJiffies < 1) return;
      const isLast = maxAdvanceJiffies(system) === Infinity;
      this.#take({ do: 'advance', byJiffies });
      if (isLast) return;
      this.#finishAll();
    }
  }

  #take(action: Action): void {
    this.#world.apply(action);
    this.actions.push(action);
  }
}
