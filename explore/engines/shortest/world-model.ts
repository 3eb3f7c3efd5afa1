import type { Action } from '../../../port/action.ts';
import { TEARDOWN } from '../../../port/call-table.ts';
import { isCarelessIn } from '../../../port/caller-kinds.ts';
import type { ContextId } from '../../../model/context-id.ts';
import type { Pressure } from '../../../model/fact.ts';
import type { Subject } from '../../../port/subject.ts';
import type { ContextState } from '../../../port/system.ts';
import type { RegisterBank } from '../../../abstraction/register.ts';
import { mayCall, nameableCalls } from '../../world/callers.ts';
import { fixedCalls } from '../../run/granting-calls.ts';
import type { Scope } from '../../run/scope.ts';
import type { Script } from '../../run/script.ts';
import { searchedAdvanceJiffies } from '../../world/searched-advance.ts';
import { World } from '../../world/world.ts';
import type { Symmetry } from '../../../abstraction/symmetry.ts';
import type { Model, Move, MoveCost } from '../../state-space/model.ts';
import { cpuSymmetries } from '../../../abstraction/equal-cpus.ts';
import { hasRole } from '../../../model/role.ts';
import { CausesInState } from './causes-in-state.ts';
import { MoveNumbers, type Start } from './move-numbers.ts';
import { isScriptAlike, type ScriptedCalls, scriptedCalls } from './scripted-calls.ts';

/** Steps after which the probe gives up a context that goes on alone. */
const MAX_PROBE_STEPS = 500;

/** A call that knows so many values is not followed: it may be a loop that nothing marks. */
const KNOWS_MAX = 100;
const LEFT_OUT = `${KNOWS_MAX} steps of one call (atLoopHead marks the head of a loop)`;

/** Is told the moves that lead to a hang, and its signatures. */
type FoundHang = Parameters<Model['probe']>[0];

/**
 * A design in a scope, as a model for a search. Contexts make every call that the scope allows, at
 * any time; or, with a script, its calls, those of each context in order.
 */
export class WorldModel implements Model {
  readonly world: World;
  leftOut: string | null = null;
  readonly bank: RegisterBank;
  readonly symmetries: readonly Symmetry[];
  readonly #scope: Scope;
  /** A teardown may begin while calls are in progress. */
  readonly #races: boolean;
  readonly #moves: MoveNumbers;
  readonly #scripted: ScriptedCalls | null;
  /** A hang is one of the system, whatever the judges know. */
  readonly probed: number;
  /** Most steps change none of this. */
  readonly home: readonly number[];
  /** Null: nothing has to be known of the causes of refusals. */
  readonly derived: CausesInState | null;

  constructor(subject: Subject, scope: Scope, script: Script | null) {
    this.world = new World(subject, scope, 'search');
    this.#scope = scope;
    this.#races = isCarelessIn(scope.callers, 'tears down');
    this.bank = this.world.bank;
    this.probed = this.world.system.snapshots?.bank.registers.length ?? 0;
    this.home = this.bank.registers.flatMap(({ of }, at) => (HOME.includes(of) ? [at] : []));
    const { contexts, calls, trials } = this.world.system;
    const { callers } = calls;
    this.#scripted = script === null ? null : scriptedCalls(script, callers);
    const ids = contexts.map(({ id }) => id);
    const { registers } = this.bank;
    const names = { cpus: scope.cpus, irqs: scope.irqs, contexts: ids, callers, registers };
    this.symmetries = cpuSymmetries(names).filter(
      (symmetry) => this.#scripted === null || isScriptAlike(this.#scripted, symmetry),
    );
    this.#moves = new MoveNumbers(this.world.system, scope, this.#scripted);
    const requests = (script?.map(({ call }) => call) ?? fixedCalls(scope)).filter((call) =>
      hasRole(call, 'takes'),
    );
    this.derived =
      this.world.notesDeeds && trials !== null
        ? new CausesInState(this.world, trials, subject.traits.gap, requests)
        : null;
  }

  /** The action of a move, with calls numbered by caller. */
  actionOf(move: Move): Action {
    return this.#moves.actionOf(move);
  }

  costOf(move: Move): MoveCost {
    return this.#moves.costOf(move);
  }

  get closed(): boolean {
    return this.world.judges.closed;
  }

  canGoOn(on: number): boolean {
    const context = this.world.system.contexts[on];
    return context?.busy === true && this.world.system.canStep(context.id);
  }

  arrive(): void {
    this.world.arrive();
  }

  broken(): readonly string[] {
    const { judges, system } = this.world;
    if (judges.unexplained.length > 0) {
      judges.explain((one) => this.derived?.causeOf(one) ?? one.because ?? system.place);
    }
    if (judges.breaches.length === 0) return NOTHING;
    const signatures = judges.breaches.map(({ signature }) => signature);
    judges.breaches = [];
    return signatures;
  }

  apply(move: Move): boolean {
    const met = this.world.apply(this.actionOf(move));
    this.world.settle();
    return met;
  }

  retake(move: Move): void {
    const { judges } = this.world;
    const witnesses = judges.witnesses.slice();
    this.apply(move);
    judges.witnesses = witnesses;
    judges.breaches = [];
    judges.unexplained = [];
  }

  moves(calls: number, refusals: number): readonly Move[] {
    const { system } = this.world;
    const moves: Move[] = [];
    const made = calls - (system.putInvoked ? 1 : 0);
    system.contexts.forEach(({ id, knows }, at) => {
      if (knows >= KNOWS_MAX) {
        this.leftOut = LEFT_OUT;
        return;
      }
      if (system.canStep(id)) {
        moves.push(this.#moves.steps[at] as Move);
        if (refusals < this.#scope.refusals && system.asks(id)) {
          moves.push(this.#moves.refusals[at] as Move);
        }
      } else if (this.#scripted !== null) this.#addScripted(id, this.#scripted, moves);
      else if (made < this.#scope.calls) this.#addStarts(id, at, moves);
    });
    if (system.canStep('timer')) moves.push(this.#moves.timer);
    if (this.#mayTearDown()) moves.push(this.#moves.put);
    const byJiffies = searchedAdvanceJiffies(system);
    if (byJiffies >= 1 && (!system.putInvoked || this.#races))
      moves.push(this.#moves.advance(byJiffies));
    return moves;
  }

  /**
   * Whether the teardown may begin: at any time at which such callers begin it, with a script once
   * all its calls have begun.
   */
  #mayTearDown(): boolean {
    const { system, judges } = this.world;
    const { teardown, callers } = this.#scope;
    if (!teardown || !mayCall(judges.ledger, callers, TEARDOWN)) return false;
    if (!system.canStartAny('teardown')) return false;
    if (this.#scripted === null) return true;
    const { calls } = system;
    return [...this.#scripted].every(([on, { length }]) => calls.madeBy(on) === length);
  }

  #addScripted(on: ContextId, scripted: ScriptedCalls, moves: Move[]): void {
    const { system, judges } = this.world;
    const call = scripted.get(on)?.[system.calls.madeBy(on)];
    if (call === undefined || !system.enabled({ do: 'start', on, call })) return;
    if (!mayCall(judges.ledger, this.#scope.callers, call)) return;
    moves.push(this.#moves.startOf(on, call).move);
  }

  #addStarts(on: ContextId, at: number, moves: Move[]): void {
    const { system, judges } = this.world;
    const starts = this.#moves.starts[at] as readonly Start[];
    if (starts.length === 0 || !system.canStartAny(on)) return;
    const { callers } = this.#scope;
    for (const { move, call } of starts) {
      if (system.canStart(on, call.fn) && mayCall(judges.ledger, callers, call)) moves.push(move);
    }
    for (const named of nameableCalls(this.world, callers)) {
      for (const { move, call } of this.#moves.freesOf(on, named)) {
        if (system.canStart(on, call.fn) && mayCall(judges.ledger, callers, call)) moves.push(move);
      }
    }
  }

  /**
   * Each context at the head of a loop goes on alone until it comes to rest or returns to a state.
   * Each context that is about to ask for memory does so, too, with memory short from here on: no
   * loop that depends on refusals goes round without asking. Contexts need not be tried together:
   * they hinder each other only where one of them makes progress. If nothing can be judged from
   * here on, every context with a next step is tried.
   */
  probe(found: FoundHang): string | null {
    let ended = true;
    const { closed } = this;
    let saved: readonly unknown[] | null = null;
    for (const [at, { next }] of this.world.system.contexts.entries()) {
      if (next === null) continue;
      const levels: Pressure[] = closed || next.loop !== undefined ? ['none'] : [];
      if (next.asks) levels.push('nodes', 'all');
      for (const level of levels) {
        saved ??= this.world.save();
        const before = this.#granted;
        ended = this.#goOnAlone(at, level, saved, found) && ended;
        this.world.restore(saved);
        // No request was granted: with less memory it would do the same again.
        if (this.#granted === before) break;
      }
    }
    return ended ? null : `${MAX_PROBE_STEPS} steps of a context alone`;
  }

  /** The number of memory requests granted so far; a return to a saved state keeps it. */
  get #granted(): number {
    const { asked, refused } = this.world.system.memory;
    return asked - refused;
  }

  /** Lets context number `at` go on alone; false if it still goes on after the most steps. */
  #goOnAlone(at: number, level: Pressure, from: readonly unknown[], found: FoundHang): boolean {
    const { world } = this;
    const { system } = world;
    const moves: Move[] = [];
    const take = (move: Move): void => {
      moves.push(move);
      world.applyUnheard(this.actionOf(move));
    };
    const { id: on } = system.contexts[at] as ContextState;
    if (system.memory.pressure !== level) take(this.#moves.pressures[level]);
    while (moves.length < MAX_PROBE_STEPS && system.canStep(on) && !world.looping) {
      take(this.#moves.steps[at] as Move);
    }
    if (!world.looping) return !system.canStep(on);
    // It is rare that this is judged.
    world.restore(from);
    for (const move of moves) this.apply(move);
    // The search itself meets refusals on the way: only here is what a cause needs out of date.
    world.judges.unexplained = [];
    found(moves, this.broken());
    return true;
  }
}

const NOTHING: readonly string[] = [];

/** The registers of the ledger that say who has which pages, and who asks for some. */
const HOME = ['open', 'owned', 'reserved'];
