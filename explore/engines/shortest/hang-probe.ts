import type { Pressure } from '../../../model/fact.ts';
import type { ContextState } from '../../../port/system.ts';
import type { FoundHang, Move } from '../../state-space/model.ts';
import type { World } from '../../world/world.ts';
import type { MoveNumbers } from './move-numbers.ts';

/** Steps after which the probe gives up a context that goes on alone. */
const MAX_PROBE_STEPS = 500;

/**
 * Looks for contexts that would go on alone for ever.
 *
 * Each context at the head of a loop goes on alone until it comes to rest or returns to a state.
 * Each context that is about to ask for memory does so, too, with memory short from here on: no
 * loop that depends on refusals goes round without asking. Contexts need not be tried together:
 * they hinder each other only where one of them makes progress. If nothing can be judged from here
 * on, every context with a next step is tried.
 */
export class HangProbe {
  readonly #world: World;
  readonly #moves: MoveNumbers;
  /** Takes a move so that it is judged, and returns the signatures that it breaks. */
  readonly #judge: (moves: readonly Move[]) => readonly string[];

  /** @param judge takes moves from the present state, and returns the signatures that they break */
  constructor(
    world: World,
    moves: MoveNumbers,
    judge: (moves: readonly Move[]) => readonly string[],
  ) {
    this.#world = world;
    this.#moves = moves;
    this.#judge = judge;
  }

  /** Whether context number `at` is about to ask for memory, or at the head of a loop. */
  isNeeded(at: number): boolean {
    const next = this.#world.system.contexts[at]?.next ?? null;
    return next !== null && (next.asks || next.loop !== undefined);
  }

  /**
   * Probes context number `at`, and returns to the present state.
   * @returns the bound at which it gave the context up, or null if it did not
   */
  probe(at: number, found: FoundHang): string | null {
    const world = this.#world;
    const { next } = world.system.contexts[at] as ContextState;
    if (next === null) return null;
    const levels: Pressure[] = next.loop !== undefined || world.judges.closed ? ['none'] : [];
    if (next.asks) levels.push('nodes', 'all');
    if (levels.length === 0) return null;
    let ended = true;
    const saved = world.save();
    for (const level of levels) {
      const before = this.#granted;
      ended = this.#goOnAlone(at, level, saved, found) && ended;
      world.restore(saved);
      // No request was granted: with less memory it would do the same again.
      if (this.#granted === before) break;
    }
    return ended ? null : `${MAX_PROBE_STEPS} steps of a context alone`;
  }

  /** The number of memory requests granted so far; a return to a saved state keeps it. */
  get #granted(): number {
    const { asked, refused } = this.#world.system.memory;
    return asked - refused;
  }

  /** Lets context number `at` go on alone; false if it still goes on after the most steps. */
  #goOnAlone(at: number, level: Pressure, from: readonly unknown[], found: FoundHang): boolean {
    const world = this.#world;
    const { system } = world;
    const moves: Move[] = [];
    const take = (move: Move): void => {
      moves.push(move);
      world.applyUnheard(this.#moves.actionOf(move));
    };
    const { id: on } = system.contexts[at] as ContextState;
    if (system.memory.pressure !== level) take(this.#moves.pressures[level]);
    while (moves.length < MAX_PROBE_STEPS && system.canStep(on) && !world.looping) {
      take(this.#moves.steps[at] as Move);
    }
    if (!world.looping) return !system.canStep(on);
    // It is rare that this is judged.
    world.restore(from);
    found(moves, this.#judge(moves));
    return true;
  }
}
