import type { Cost } from './cost.ts';
import type { Mates } from './mates.ts';
import type { Move } from './model.ts';
import { unpackCost } from './packed-cost.ts';

/** A run of moves, and what it costs. */
export interface Path {
  readonly moves: readonly Move[];
  readonly cost: Cost;
}

/** The end of a run that was found. */
export interface RunEnding {
  /** What the whole run costs, as a number. */
  readonly priority: number;
  /** Of endings that cost the same, the one with the lowest key counts. */
  readonly key: number;
  /** The state before the end, by its number among those of all threads, and the moves from it. */
  readonly before: number;
  readonly moves: readonly Move[];
}

/** The cheapest ending for each signature. */
export class Endings {
  readonly #cheapest = new Map<string, RunEnding>();

  /** All of them, the cheapest first. */
  get all(): readonly (readonly [signature: string, ending: RunEnding])[] {
    return [...this.#cheapest].sort(([, a], [, b]) => a.priority - b.priority || a.key - b.key);
  }

  /** Enters one; false: there is a cheaper one. */
  offer(signature: string, ending: RunEnding): boolean {
    const known = this.#cheapest.get(signature);
    if (known !== undefined) {
      if (known.priority < ending.priority) return false;
      if (known.priority === ending.priority && known.key <= ending.key) return false;
    }
    this.#cheapest.set(signature, ending);
    return true;
  }
}

/** The last move to a state, and the state before it; a move of -1: it is the first state. */
export type LastMove = readonly [before: number, move: Move];

/** Where the runs of a search come from: the last move to each state, in the thread that has it. */
export class Tracks {
  readonly #mates: Mates | null;
  readonly #lastMove: (state: number) => LastMove;

  /** @param lastMove the last move to a state of this thread */
  constructor(mates: Mates | null, lastMove: (state: number) => LastMove) {
    this.#mates = mates;
    this.#lastMove = lastMove;
  }

  /** The number of a state of this thread among those of all threads. */
  nameOf(state: number): number {
    return this.#mates === null ? state : state * this.#mates.seats + this.#mates.seat;
  }

  /**
   * The runs with these endings, the cheapest first where a signature has several. All threads call
   * this together; seat 0 gets the runs, the others get none.
   */
  paths(all: readonly (readonly [string, RunEnding])[]): ReadonlyMap<string, Path> {
    const cheapest = new Endings();
    for (const [signature, ending] of all) cheapest.offer(signature, ending);
    const endings = this.#isFirst ? cheapest.all : [];
    const before = this.#movesTo(endings.map(([, ending]) => ending.before));
    return new Map(
      endings.map(([signature, { moves, priority }], at) => [
        signature,
        { moves: [...(before[at] as readonly Move[]), ...moves], cost: unpackCost(priority) },
      ]),
    );
  }

  get #isFirst(): boolean {
    return this.#mates === null || this.#mates.seat === 0;
  }

  #movesTo(states: readonly number[]): readonly (readonly Move[])[] {
    const moves: Move[][] = states.map(() => []);
    let open = states.map((state, path) => ({ path, state }));
    for (;;) {
      const steps = this.#lastMoves(open.map(({ state }) => state));
      // The first thread asks for nothing more.
      if (steps.length === 0) return moves.map((some) => some.reverse());
      open = open.flatMap(({ path }, at) => {
        const [state, move] = steps[at] as LastMove;
        if (move < 0) return [];
        moves[path]?.push(move);
        return [{ path, state }];
      });
    }
  }

  /** The last moves to the states that the first thread asks for. */
  #lastMoves(states: readonly number[]): readonly LastMove[] {
    const mates = this.#mates;
    if (mates === null) return states.map((state) => this.#lastMove(state));
    const { seat, seats } = mates;
    const [asked] = mates.gather(states) as readonly [readonly number[]];
    const known = mates.gather(
      asked.map((state) =>
        state % seats === seat ? this.#lastMove(Math.floor(state / seats)) : null,
      ),
    );
    return asked.map((state, at) => known[state % seats]?.[at] as LastMove);
  }
}
