import type { Action } from '../../../port/action.ts';
import type { Subject } from '../../../port/subject.ts';
import type { ContextId } from '../../../model/context-id.ts';
import type { RegisterBank } from '../../../abstraction/register.ts';
import { fixedCalls } from '../../run/scope-calls.ts';
import type { Scope } from '../../run/scope.ts';
import { numberByCaller } from '../../run/number-calls.ts';
import type { Script } from '../../run/script.ts';
import { World } from '../../world/world.ts';
import type { Deed } from '../../world/deed.ts';
import type { Symmetry } from '../../../abstraction/symmetry.ts';
import type { FoundHang, Model, Move, MoveCost } from '../../state-space/model.ts';
import { cpuSymmetries } from '../../../abstraction/equal-cpus.ts';
import { hasRole } from '../../../model/role.ts';
import { CausesInState } from './causes-in-state.ts';
import { HangProbe } from './hang-probe.ts';
import { MoveNumbers } from './move-numbers.ts';
import { MoveSources } from './move-sources.ts';
import { isScriptAlike, scriptedCalls } from './scripted-calls.ts';
import { WorldRecall } from './world-recall.ts';

/**
 * A design in a scope, as a model for a search. Contexts make every call that the scope allows, at
 * any time; or, with a script, its calls, those of each context in order. With first calls, a run
 * begins these, in their order, before any other.
 */
export class WorldModel implements Model {
  readonly world: World;
  readonly bank: RegisterBank;
  readonly banks: readonly RegisterBank[];
  readonly symmetries: readonly Symmetry[];
  readonly #moves: MoveNumbers;
  readonly #sources: MoveSources;
  readonly #probe: HangProbe;
  readonly recallable: WorldRecall;
  /** A hang is one of the system, whatever the judges know. */
  readonly probed: number;
  /** Most steps change none of this. */
  readonly home: readonly number[];
  /** Null: nothing has to be known of the causes of refusals. */
  readonly derived: CausesInState | null;

  /** @param first the first calls of every run; []: any may be the first */
  constructor(subject: Subject, scope: Scope, script: Script | null, first: Script = []) {
    this.world = new World(subject, scope, 'search');
    this.bank = this.world.bank;
    this.banks = this.world.states.banks;
    this.probed = this.world.system.snapshots?.bank.registers.length ?? 0;
    this.home = this.bank.registers.flatMap(({ of }, at) => (HOME.includes(of) ? [at] : []));
    const { contexts, calls, trials } = this.world.system;
    const { callers } = calls;
    const scripted = script === null ? null : scriptedCalls(script, callers);
    const ids = contexts.map(({ id }) => id);
    const { registers } = this.bank;
    const names = { cpus: scope.cpus, irqs: scope.irqs, contexts: ids, callers, registers };
    // The caches of a CPU are no registers of that CPU.
    const isCached = scope.magazine > 0;
    this.symmetries = (isCached ? [] : cpuSymmetries(names)).filter(
      (symmetry) =>
        (scripted === null || isScriptAlike(scripted, symmetry)) && keepsOrder(symmetry, first),
    );
    this.#moves = new MoveNumbers(this.world.system, scope, scripted);
    const due = firstMoves(first, callers, this.#moves);
    this.#sources = new MoveSources(this.world, scope, this.#moves, scripted, due);
    this.#probe = new HangProbe(this.world, this.#moves, (moves) => this.#judge(moves));
    this.recallable = new WorldRecall(this.world, this.#moves, this.#sources, this.#probe);
    const requests = (script?.map(({ call }) => call) ?? fixedCalls(scope)).filter((call) =>
      hasRole(call, 'takes'),
    );
    this.derived =
      this.world.notesDeeds && trials !== null
        ? new CausesInState(this.world, trials, subject.traits.gap, requests)
        : null;
  }

  get leftOut(): string | null {
    return this.#sources.leftOut;
  }

  /** The action of a move, with calls numbered by caller. */
  actionOf(move: Move): Action {
    return this.#moves.actionOf(move);
  }

  costOf(move: Move): MoveCost {
    return this.#moves.costOf(move);
  }

  get deed(): Deed {
    return this.world.lastDeed;
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
    this.world.system.snapshots?.settle();
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
    const { count } = this.#sources;
    const mode = this.#sources.modeOf(calls, refusals);
    return Array.from({ length: count }, (_, at) => this.#sources.movesOf(at, mode)).flat();
  }

  probe(found: FoundHang): string | null {
    let bound: string | null = null;
    for (const at of this.world.system.contexts.keys())
      bound = this.#probe.probe(at, found) ?? bound;
    return bound;
  }

  /** Takes moves from the present state, and returns the signatures that they break. */
  #judge(moves: readonly Move[]): readonly string[] {
    for (const move of moves) this.apply(move);
    // The search itself meets refusals on the way: only here is what a cause needs out of date.
    this.world.judges.unexplained = [];
    return this.broken();
  }
}

/**
 * Whether one state may stand for all its images although the first calls must begin in their
 * order. While some of them have not begun, it must not turn what was reached into another state
 * that can be reached: which call is due next would be another one there. An exchange that moves
 * none of the contexts that have begun a call turns the state into itself; and if others have begun
 * calls in the image, that cannot be reached.
 */
function keepsOrder(symmetry: Symmetry, first: Script): boolean {
  return first.every((_, begun) => {
    const callers = new Set<string>(first.slice(0, begun).map(({ on }) => on));
    const images = [...callers].map((on) => symmetry.text(on));
    return (
      [...callers].every((on) => symmetry.text(on) === on) || images.some((on) => !callers.has(on))
    );
  });
}

/** The moves that begin the calls, one after the other. */
function firstMoves(
  first: Script,
  callers: readonly ContextId[],
  moves: MoveNumbers,
): readonly Move[] {
  const starts = first.map(({ on, call }) => ({ do: 'start', on, call }) as const);
  return numberByCaller(starts, callers).flatMap((action) =>
    action.do === 'start' ? [moves.startOf(action.on, action.call).move] : [],
  );
}

const NOTHING: readonly string[] = [];

/** The registers of the ledger that say who has which pages, and who asks for some. */
const HOME = ['open', 'owned', 'reserved'];
