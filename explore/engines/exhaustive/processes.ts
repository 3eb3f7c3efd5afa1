import { assert } from '../../../model/assert.ts';
import type { Action } from '../../../port/action.ts';
import { Accesses, callObject, contextObject, cpuObject } from '../../../port/accesses.ts';
import type { AccessRecording } from '../../../port/system.ts';
import type { Call } from '../../../model/call.ts';
import {
  type ContextId,
  cpuNumberOf,
  cpuOf,
  isCpu,
  isInterrupt,
} from '../../../model/context-id.ts';
import type { FactKind } from '../../../model/fact.ts';
import type { Holding } from '../../../model/holdings.ts';
import type { Subject } from '../../../port/subject.ts';
import { hasRole } from '../../../model/role.ts';
import { TEARDOWN } from '../../../port/call-table.ts';
import { isCarelessIn } from '../../../port/caller-kinds.ts';
import { mayCall } from '../../world/callers.ts';
import type { Scope } from '../../run/scope.ts';
import type { Script } from '../../run/script.ts';
import { type ScriptedCalls, scriptedCalls } from '../shortest/scripted-calls.ts';
import { CannotSearch } from '../../world/cannot-search.ts';
import { World } from '../../world/world.ts';
import { ObjectBits } from './object-bits.ts';
import type { Event } from '../../interleavings/event.ts';
import type { ProcessSystem } from '../../interleavings/process-system.ts';
import { type RefusalPlan, type RequestName, requestName } from './refusal-plan.ts';

/** An object that stands for the rule that reservations and allocations do not overlap in time. */
const CALLERS = -1;
/** An object that stands for whether the domain is there: until its teardown has responded. */
const DOMAIN = -2;

/** A saved state of `Processes`. */
export interface SavedProcesses {
  readonly world: readonly unknown[];
  readonly counts: ReadonlyMap<number | null, number>;
  readonly ended: number;
}

/**
 * A script on a design, as processes that each know what they do next: only the order of their
 * steps is open. The teardown comes when every call of the script has begun, and has responded
 * unless callers race it; refusals follow a plan, and a timer may fire at any moment.
 */
export class Processes implements ProcessSystem<SavedProcesses, Action> {
  readonly world: World;
  /** The number of processes: the contexts in order, then the timer. */
  readonly count: number;
  /** The requests granted since `begin()`, in any run. */
  readonly granted = new Set<RequestName>();
  /** What the last step did. */
  lastAction: Action = { do: 'advance', byJiffies: 0 };
  readonly #scope: Scope;
  /** Callers free and find only what they own. */
  readonly #heedsOwners: boolean;
  /** A teardown may begin while calls are in progress. */
  readonly #races: boolean;
  readonly #ids: readonly ContextId[];
  readonly #initial: SavedProcesses;
  #script: ScriptedCalls = new Map();
  /** Whether callers wait for each other: a reservation and an allocation never overlap in time. */
  #reserves = false;
  readonly #bits: ObjectBits;
  readonly #accesses = new Accesses();
  readonly #recording: AccessRecording;
  #plan: RefusalPlan = new Set();
  /** The number of requests that each call (null: the work) has made. */
  #counts: ReadonlyMap<number | null, number> = new Map();
  /** The processes that take no further step, as bits. */
  #ended = 0;

  /** @throws CannotSearch if the system cannot save its states, or say what a step touches */
  constructor(subject: Subject, scope: Scope) {
    this.#scope = scope;
    this.#heedsOwners = !isCarelessIn(scope.callers, 'gives back');
    this.#races = isCarelessIn(scope.callers, 'tears down');
    this.world = new World(subject, scope, 'search');
    const { system } = this.world;
    this.#ids = [...system.contexts.map(({ id }) => id), 'timer'];
    this.count = this.#ids.length;
    const kinds = new Set<FactKind>();
    for (const { alone, reads } of subject.properties) {
      if (alone !== true) for (const kind of reads) kinds.add(kind);
    }
    this.#bits = new ObjectBits(kinds);
    const { recording } = system;
    if (recording === null) throw new CannotSearch(subject, 'say what a step touches');
    recording.record(this.#accesses);
    this.#recording = recording;
    this.#initial = this.save();
  }

  /** Returns to the initial state, with another script and another plan. */
  begin(script: Script, plan: RefusalPlan): void {
    this.restore(this.#initial);
    this.#script = scriptedCalls(script, this.world.system.calls.callers);
    this.#reserves =
      !isCarelessIn(this.#scope.callers, 'reserves') &&
      script.some(({ call }) => hasRole(call, 'reserves'));
    this.#plan = plan;
    this.granted.clear();
  }

  save(): SavedProcesses {
    return { world: this.world.save(), counts: this.#counts, ended: this.#ended };
  }

  restore(saved: SavedProcesses): void {
    this.world.restore(saved.world);
    this.#counts = saved.counts;
    this.#ended = saved.ended;
  }

  /** Whether the process can take its next step. */
  enabled(process: number): boolean {
    if (this.hasEnded(process)) return false;
    const { system, judges } = this.world;
    const on = this.#ids[process] as ContextId;
    if (system.canStep(on)) return true;
    const call = this.#nextCall(on);
    if (call === null || !system.enabled({ do: 'start', on, call })) return false;
    return mayCall(judges.ledger, this.#scope.callers, call);
  }

  /**
   * The signatures broken since this was last called. A property that a refusal has broken stands
   * there by its name: the cause is found when the run is repeated.
   */
  takeBroken(): readonly string[] {
    const { judges } = this.world;
    const open = judges.unexplained.map(({ property }) => property);
    judges.unexplained = [];
    const signatures = judges.breaches.map(({ signature }) => signature);
    judges.breaches = [];
    return [...signatures, ...new Set(open)];
  }

  /** Whether nothing can be judged after the last step, or its process loops for ever. */
  get isOver(): boolean {
    return this.world.judges.closed || this.world.looping;
  }

  get isBlocked(): boolean {
    return this.world.system.blocked().length > 0;
  }

  /** Whether no process was ended early by `end()`. */
  get intact(): boolean {
    return this.#ended === 0;
  }

  hasEnded(process: number): boolean {
    return (this.#ended & (1 << process)) !== 0;
  }

  /** Lets the process take no further step. */
  end(process: number): void {
    this.#ended |= 1 << process;
  }

  #actionOf(process: number): Extract<Action, { do: 'start' | 'step' }> {
    const { system } = this.world;
    const on = this.#ids[process] as ContextId;
    const context = system.context(on);
    if (!system.canStep(on)) {
      const call = this.#nextCall(on);
      assert(call !== null, () => `${on} has nothing to do`);
      return { do: 'start', on, call };
    }
    if (context?.busy !== true || !system.asks(on)) return { do: 'step', on };
    const name = requestName(context.call, this.#counts.get(context.call) ?? 0);
    return this.#plan.has(name) ? { do: 'step', on, refuse: true } : { do: 'step', on };
  }

  /** Takes the next step of an enabled process; returns what it touched. */
  step(process: number): Event {
    const { system } = this.world;
    const on = this.#ids[process] as ContextId;
    const context = system.context(on);
    const action = this.#actionOf(process);
    this.lastAction = action;
    const call = context?.call ?? null;
    const held = this.#recording.held(on).length;
    const { ledger } = this.world.judges;
    const { owned } = ledger;
    const request = ledger.openCall(call)?.what;
    const waits = this.#isInterrupted(on) || this.#mayWait(action);
    this.#accesses.clear();
    const { asked, refused } = system.memory;
    const met = this.world.apply(action);
    // A refusal that met no request does not count.
    if (!met && action.do === 'step') this.lastAction = { do: 'step', on };
    if (system.memory.asked > asked) {
      this.#noteRequest(call, system.memory.refused > refused);
    }
    this.#touchShared(on, action);
    if (this.#heedsOwners) {
      this.#touchOwned(owned);
      // A find that ends stops looking at the grant that it found, so that may be freed now.
      const looked = request !== undefined && hasRole(request, 'looks');
      const found = looked && context?.busy !== true ? request.of : null;
      if (found !== null) this.#accesses.look(callObject(found));
    }
    const locks = this.#recording.held(on);
    const lock = locks.at(-1);
    const took = locks.length > held && !this.#isInterrupted(on);
    const waitsFor = took && lock !== undefined ? lock : waits ? 'something' : null;
    return this.#bits.eventOf(process, waitsFor, this.#accesses);
  }

  /** Whether there are states in which the process has this action next and cannot take it. */
  #mayWait(action: Extract<Action, { do: 'start' | 'step' }>): boolean {
    if (action.do !== 'start') return this.#recording.mayWait(action.on);
    // An interrupt waits for its CPU to take it.
    if (isInterrupt(action.on)) return true;
    return this.#reserves || hasRole(action.call, 'tears down') || 'what' in action.call;
  }

  #noteRequest(call: number | null, wasRefused: boolean): void {
    const count = this.#counts.get(call) ?? 0;
    if (!wasRefused) this.granted.add(requestName(call, count));
    this.#counts = new Map(this.#counts).set(call, count + 1);
  }

  /** Notes what the system and the callers look at to decide which context may go on. */
  #touchShared(on: ContextId, action: Action): void {
    const { system } = this.world;
    const began = action.do === 'start';
    const ended = !began && system.context(on)?.busy !== true;
    if (this.#isInterrupted(on)) this.#accesses.look(cpuObject(on));
    if (isInterrupt(on) && (began || ended)) {
      this.#accesses.change(cpuObject(cpuOf(on)));
    }
    if (began && hasRole(action.call, 'tears down')) {
      system.contexts.forEach((_, at) => this.#accesses.look(contextObject(at)));
    }
    if (this.#races) {
      // What a call does to a domain that has gone is a misuse.
      if (on !== 'teardown') this.#accesses.look(DOMAIN);
      else if (ended) this.#accesses.change(DOMAIN);
    }
    if (!this.#reserves || on === 'worker' || on === 'timer') return;
    // What a call in progress has stored is not free to the other callers.
    const stored = this.#accesses.told.includes('stored');
    if (began || ended || stored) this.#accesses.change(CALLERS);
  }

  /** Notes the grants whose ownership has ended: well-behaved callers act on what they own. */
  #touchOwned(before: readonly Holding[]): void {
    const { owned } = this.world.judges.ledger;
    if (owned === before) return;
    if (this.#reserves) this.#accesses.change(CALLERS);
    for (const { call } of before) {
      if (!owned.some((own) => own.call === call)) this.#accesses.change(callObject(call));
    }
  }

  /** Whether an interrupt can come between the steps of that context. */
  #isInterrupted(on: ContextId): boolean {
    return isCpu(on) && cpuNumberOf(on) < this.#scope.irqs;
  }

  #nextCall(on: ContextId): Call | null {
    const { system } = this.world;
    if (on === 'teardown') return this.#mayTearDown() ? TEARDOWN : null;
    return this.#script.get(on)?.[system.calls.madeBy(on)] ?? null;
  }

  #mayTearDown(): boolean {
    if (!this.#scope.teardown) return false;
    for (const [on, calls] of this.#script) {
      if (this.world.system.calls.madeBy(on) < calls.length) return false;
    }
    return true;
  }
}
