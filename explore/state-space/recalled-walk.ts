import { Memo } from '../tables/memo.ts';
import { Numbered } from '../tables/numbered.ts';
import { Outcomes } from '../tables/outcomes.ts';
import { Hearings } from './hearings.ts';
import { Looks } from './looks.ts';
import {
  type FoundHang,
  type Model,
  type Move,
  type Recallable,
  type Saying,
  SYSTEM,
} from './model.ts';
import type { Position } from './position.ts';
import { change, changesSince } from './remembered.ts';
import { ModelWalk, type StateWalk } from './state-walk.ts';

const NONE: readonly string[] = [];

/** The number of words in a row before its changes. */
const HEAD = 2;

/**
 * A walk that remembers what moves do, by what they read. The model makes only those moves that are
 * not remembered; all else is done with the numbers of contents.
 *
 * What a move does to the system, and what that does to the judges, is remembered apart: the first
 * by what the system reads of its own state, the second by what was said, and by what the judges
 * read of theirs. What follows from both is worked out each time.
 */
export class RecalledWalk implements StateWalk {
  readonly #model: Model;
  readonly #of: Recallable;
  readonly #position: Position;
  readonly #looks: Looks;
  readonly #hearings: Hearings;
  readonly #memo: Memo;
  /** What moves do to the system: rows of whether they count, the saying, and changes. */
  readonly #rows = new Outcomes();
  readonly #sayings = new Numbered<Saying>();
  /** By saying: what a move is that says it, if no judge hears of that. */
  readonly #deeds: unknown[] = [];
  #broken: readonly string[] = NONE;

  constructor(model: Model, of: Recallable, position: Position) {
    this.#model = model;
    this.#of = of;
    this.#position = position;
    this.#looks = new Looks(of, position);
    this.#hearings = new Hearings(model, of, position);
    this.#memo = new Memo(of.reads);
  }

  get bytes(): number {
    return this.#memo.bytes + this.#rows.bytes + this.#looks.bytes + this.#hearings.bytes;
  }

  get closed(): boolean {
    return this.#position.contents(this.#of.closedAt) === true;
  }

  canGoOn(on: number): boolean {
    return this.#looks.canGoOn(on);
  }

  moves(calls: number, refusals: number): readonly Move[] {
    return this.#looks.moves(calls, refusals);
  }

  probe(found: FoundHang): string | null {
    this.goBack();
    return this.#looks.probe(this.closed, found);
  }

  goTo(vector: Int32Array): void {
    this.#position.goTo(vector);
  }

  goBack(): void {
    this.#position.goBack();
  }

  take(move: Move): boolean {
    const position = this.#position;
    position.move = move;
    this.#broken = NONE;
    let row = this.#memo.find(move, position.numbers);
    if (row < 0) row = this.#act(move);
    else change(position, this.#rows.words, row, HEAD);
    const counts = this.#rows.words[row] === 1;
    if (!counts) return false;
    // Judges are told of that, too, which nothing is remembered of.
    if (this.#looks.allWait(this.#model.costOf(move).on)) return this.#makeWhole(move);
    const number = this.#rows.words[row + 1] as number;
    const saying = this.#sayings.at(number);
    if (saying.isSilent) position.derive(this.#deeds[number]);
    else this.#broken = this.#hearings.hear(saying, number);
    return true;
  }

  broken(): readonly string[] {
    return this.#broken;
  }

  /** Lets the system make a move, and remembers it. Returns the row. */
  #act(move: Move): number {
    const position = this.#position;
    const { reads } = this.#of;
    position.presentBank(SYSTEM);
    reads.begin();
    const counts = this.#of.act(move);
    position.followBank(SYSTEM);
    reads.end();
    const changes = changesSince(0, position, this.#of);
    const { saying } = this.#of;
    const number = this.#sayings.numberOf(saying.key, saying);
    this.#deeds[number] ??= this.#model.deed;
    const row = this.#rows.add([counts ? 1 : 0, number, ...changes]);
    this.#memo.learn(move, position.from, row);
    return row;
  }

  /** Lets the model make the whole of a move. */
  #makeWhole(move: Move): boolean {
    this.#position.goBack();
    this.#position.present();
    const counts = this.#model.apply(move);
    this.#position.follow(move);
    this.#broken = this.#model.broken();
    return counts;
  }
}

/** A walk that remembers moves, if the model tells what they depend on. */
export function walkOf(model: Model, position: Position, exact: boolean): StateWalk {
  const { recallable = null } = model;
  if (exact || recallable === null) return new ModelWalk(model, position, exact);
  return new RecalledWalk(model, recallable, position);
}
