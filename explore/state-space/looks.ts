import { Memo } from '../tables/memo.ts';
import { type FoundHang, type Move, type Recallable, STANDINGS } from './model.ts';
import type { Position } from './position.ts';

/** What comes from a source of moves. The first sources are the movers. */
interface Offer {
  readonly moves: readonly Move[];
  readonly goesOn: boolean;
  /** A hang may begin there. */
  readonly mayHang: boolean;
}

/**
 * What a search asks of each state: which moves are enabled, who can go on, where a hang begins.
 * The answers are remembered by what they depend on.
 */
export class Looks {
  readonly #of: Recallable;
  readonly #position: Position;
  /** What comes from a source. */
  readonly #sources: Memo;
  readonly #offers: Offer[] = [];
  /** By source: what comes from it in the state that is visited. */
  readonly #present: Offer[] = [];
  readonly #enabled: Move[] = [];
  /** How a mover stands. */
  readonly #standings: Memo;
  /** 1 if a probe finds nothing, and gives nothing up. */
  readonly #probes: Memo;

  constructor(of: Recallable, position: Position) {
    this.#of = of;
    this.#position = position;
    this.#sources = new Memo(of.reads);
    this.#standings = new Memo(of.reads);
    this.#probes = new Memo(of.reads);
  }

  get bytes(): number {
    return this.#sources.bytes + this.#standings.bytes + this.#probes.bytes;
  }

  /** How a mover stands; one that is no context, as the timer, has nothing to do. */
  #standingOf(mover: number): number {
    if (mover >= this.#of.movers) return STANDINGS.idle;
    const known = this.#standings.find(mover, this.#position.numbers);
    if (known >= 0) return known;
    return this.#workOut(this.#standings, mover, () => this.#of.standingOf(mover));
  }

  /** The moves enabled in the state that is visited; it is the same array each time. */
  moves(calls: number, refusals: number): readonly Move[] {
    const mode = this.#of.modeOf(calls, refusals);
    const moves = this.#enabled;
    moves.length = 0;
    const { sources } = this.#of;
    for (let source = 0; source < sources; source += 1) {
      const offer = this.#offers[this.#offerOf(source, mode)] as Offer;
      this.#present[source] = offer;
      for (let at = 0; at < offer.moves.length; at += 1) moves.push(offer.moves[at] as Move);
    }
    return moves;
  }

  #offerOf(source: number, mode: number): number {
    const of = mode * this.#of.sources + source;
    const known = this.#sources.find(of, this.#position.numbers);
    if (known >= 0) return known;
    return this.#workOut(this.#sources, of, () => {
      const isMover = source < this.#of.movers;
      const offer: Offer = {
        moves: this.#of.movesOf(source, mode),
        goesOn: isMover && this.#of.standingOf(source) === STANDINGS.goesOn,
        mayHang: isMover && this.#of.mayHang(source),
      };
      return this.#offers.push(offer) - 1;
    });
  }

  /** Whether a mover can go on in the state of which `moves()` was asked last. */
  canGoOn(mover: number): boolean {
    return mover < this.#of.movers && this.#present[mover]?.goesOn === true;
  }

  /** Whether some movers wait, and none can go on. `on`: who has moved; null: nobody. */
  allWait(on: number | null): boolean {
    if (on !== null && this.#standingOf(on) === STANDINGS.goesOn) return false;
    let waits = false;
    for (let mover = 0; mover < this.#of.movers; mover += 1) {
      const standing = this.#standingOf(mover);
      if (standing === STANDINGS.goesOn) return false;
      if (standing === STANDINGS.waits) waits = true;
    }
    return waits;
  }

  /**
   * Looks for hangs from the state that is visited, as `Model.probe()` does. Unless all is closed,
   * its moves have been asked for.
   */
  probe(closed: boolean, found: FoundHang): string | null {
    let bound: string | null = null;
    for (let mover = 0; mover < this.#of.movers; mover += 1) {
      if (!closed && this.#present[mover]?.mayHang !== true) continue;
      if (this.#probes.find(mover, this.#position.numbers) === 1) continue;
      let given: string | null = null;
      let isRestful = true;
      this.#workOut(this.#probes, mover, () => {
        given = this.#of.probeOf(mover, (moves, signatures) => {
          isRestful = false;
          found(moves, signatures);
        });
        return isRestful && given === null ? 1 : 0;
      });
      bound = given ?? bound;
    }
    return bound;
  }

  /** Works out a function of the present state, and remembers it. */
  #workOut(memo: Memo, of: number, work: () => number): number {
    const { reads } = this.#of;
    this.#position.present();
    reads.begin();
    const value = work();
    reads.end();
    memo.learn(of, this.#position.numbers, value);
    return value;
  }
}
