import { assert } from '../../model/assert.ts';
import type { Mates, Reached, Standing } from '../state-space/mates.ts';
import type { Model, Move } from '../state-space/model.ts';
import type { Pool } from '../state-space/pool.ts';
import type { Position } from '../state-space/position.ts';
import type { Crew } from './crew.ts';
import { NumberRow, RowReader } from './number-row.ts';
import { NumberTable } from '../tables/number-table.ts';

/** A model that can take a move once more. */
export interface RetakingModel extends Model {
  /**
   * Takes a move that another thread has taken and judged from the present state: nothing that is
   * counted or broken by it counts.
   */
  retake(move: Move): void;
}

/** What a move from a state has filled for the first time: some numbers of pools. */
interface Origin {
  readonly from: Int32Array;
  readonly move: Move;
  /** Pairs: a place, and the number there after the move. */
  readonly filled: number[];
}

const ORIGIN = 1;
const STATE = 2;

/**
 * Carries states between the threads of a search. A state is sent as the numbers of its contents.
 * Each thread has numbered contents by itself, and what a register holds is an object that cannot
 * be sent. So a number that another thread does not know yet is explained before: by a state, and
 * the move from it that first led to such contents. The other thread makes that move, too, and then
 * has the contents. That state may need an explanation itself; the first state needs none.
 */
export class Courier implements Mates {
  readonly seat: number;
  readonly seats: number;
  readonly #crew: Crew;
  readonly #position: Position;
  readonly #model: RetakingModel;
  /** By place: the number of its pool. */
  readonly #pools: readonly number[];
  /** By pool and number: how contents came about; absent: they are those of the first state. */
  readonly #origins: readonly Origin[][];
  #latest: Origin | null = null;
  /** By seat, pool and number: 0 if that seat knows it. */
  readonly #explained: readonly (readonly NumberTable[])[];
  /** By seat, pool and number there: the number here. */
  readonly #translated: readonly (readonly NumberTable[])[];
  /** What is to be sent to each seat. */
  readonly #outgoing: readonly NumberRow[];
  readonly #vector: Int32Array;
  readonly #start: Int32Array;

  /** @param position that of the model, in its first state */
  constructor(crew: Crew, position: Position, model: RetakingModel) {
    this.#crew = crew;
    this.seat = crew.seat;
    this.seats = crew.seats;
    this.#position = position;
    this.#model = model;
    const distinct = [...new Set(position.pools)];
    this.#pools = position.pools.map((pool) => distinct.indexOf(pool));
    this.#origins = distinct.map(() => []);
    const seats = Array.from({ length: crew.seats }, (_, seat) => seat);
    // All seats have numbered the contents of the first state in the same order.
    this.#explained = seats.map(() => distinct.map((pool) => tableOf(pool, () => 0)));
    this.#translated = seats.map(() => distinct.map((pool) => tableOf(pool, (number) => number)));
    this.#outgoing = seats.map(() => new NumberRow());
    this.#vector = new Int32Array(position.width + 2);
    this.#start = new Int32Array(position.width);
    position.onFilled = (at, number) => this.#noteOrigin(at, number);
  }

  owner(): number {
    return (this.#position.home() >>> 0) % this.seats;
  }

  #noteOrigin(at: number, number: number): void {
    const { from, move } = this.#position;
    // Whatever one move has led to first is explained together.
    if (this.#latest === null || this.#latest.move !== move || !areEqual(this.#latest.from, from)) {
      this.#latest = { from: from.slice(0, this.#position.width), move, filled: [] };
    }
    this.#latest.filled.push(at, number);
    (this.#origins[this.#pools[at] as number] as Origin[])[number] = this.#latest;
  }

  send(to: number, reached: Reached, vector: Int32Array): void {
    this.#explain(to, vector);
    const row = this.#outgoing[to] as NumberRow;
    row.add(STATE);
    row.add(reached.low);
    row.add(reached.high);
    row.addDouble(reached.priority);
    row.addDouble(reached.key);
    row.add(reached.before);
    row.add(reached.move);
    row.addAll(vector);
  }

  /** Explains to a seat all contents of the state that it does not know. */
  #explain(to: number, vector: Int32Array): void {
    const explained = this.#explained[to] as readonly NumberTable[];
    for (let at = 0; at < this.#pools.length; at += 1) {
      const pool = this.#pools[at] as number;
      const number = vector[at] as number;
      if ((explained[pool] as NumberTable).of(number) === 0) continue;
      const origin = this.#origins[pool]?.[number];
      assert(origin !== undefined, 'nobody knows where some contents come from');
      this.#explain(to, origin.from);
      const row = this.#outgoing[to] as NumberRow;
      row.add(ORIGIN);
      row.addAll(origin.from);
      row.add(origin.move);
      row.add(origin.filled.length);
      for (let n = 0; n < origin.filled.length; n += 2) {
        const [place, filled] = [origin.filled[n] as number, origin.filled[n + 1] as number];
        row.add(place);
        const contents = this.#position.pools[place] as Pool;
        row.add(filled);
        row.add(contents.lowOf(filled));
        row.add(contents.highOf(filled));
        explained[this.#pools[place] as number]?.set(filled, 0);
      }
    }
  }

  deliver(receive: (reached: Reached, vector: Int32Array) => void): void {
    const rows = this.#crew.exchange(this.#outgoing.map(({ words }) => words));
    for (const row of this.#outgoing) row.clear();
    for (const [from, words] of rows.entries()) {
      for (const reader = new RowReader(words); !reader.atEnd;) {
        if (reader.next() === ORIGIN) this.#learn(from, reader);
        else this.#receive(from, reader, receive);
      }
    }
  }

  /** Makes a move that led to contents which this thread does not know. */
  #learn(from: number, reader: RowReader): void {
    this.#translate(from, reader, this.#start);
    const move = reader.next();
    this.#position.goTo(this.#start);
    this.#position.present();
    this.#model.retake(move);
    this.#position.follow(move);
    const translated = this.#translated[from] as readonly NumberTable[];
    for (let left = reader.next(); left > 0; left -= 2) {
      const at = reader.next();
      const there = reader.next();
      const here = this.#position.numbers[at] as number;
      const contents = this.#position.pools[at] as Pool;
      const isLow = contents.lowOf(here) === reader.next();
      const isHigh = contents.highOf(here) === reader.next();
      assert(isLow && isHigh, 'a move leads to other contents in another thread');
      translated[this.#pools[at] as number]?.set(there, here);
    }
  }

  #receive(
    from: number,
    reader: RowReader,
    receive: (reached: Reached, vector: Int32Array) => void,
  ): void {
    const reached: Reached = {
      low: reader.next(),
      high: reader.next(),
      priority: reader.nextDouble(),
      key: reader.nextDouble(),
      before: reader.next(),
      move: reader.next(),
    };
    const vector = this.#vector;
    this.#translate(from, reader, vector);
    vector[vector.length - 2] = reader.next();
    vector[vector.length - 1] = reader.next();
    receive(reached, vector);
  }

  /** Reads a vector as another seat has numbered it, and writes it as this one has. */
  #translate(from: number, reader: RowReader, into: Int32Array): void {
    const translated = this.#translated[from] as readonly NumberTable[];
    for (let at = 0; at < this.#pools.length; at += 1) {
      const number = (translated[this.#pools[at] as number] as NumberTable).of(reader.next());
      assert(number >= 0, 'contents that were not explained');
      into[at] = number;
    }
  }

  agree(own: Standing): readonly Standing[] {
    const row = new NumberRow();
    const { least, states, transitions, frontier, bytes, stops, keys } = own;
    for (const value of [least, states, transitions, frontier, bytes, stops ? 1 : 0]) {
      row.addDouble(value);
    }
    row.addAll(new Int32Array(keys.buffer, keys.byteOffset, 2 * keys.length));
    return this.#tellAll(row.words).map((words) => {
      const values = new Float64Array(words.slice().buffer);
      const [first, met, taken, waiting, held, stop] = values as unknown as readonly number[];
      return {
        least: first as number,
        keys: values.subarray(6),
        states: met as number,
        transitions: taken as number,
        frontier: waiting as number,
        bytes: held as number,
        stops: stop === 1,
      };
    });
  }

  gather<T>(own: T): readonly T[] {
    const text = JSON.stringify(own);
    const codes = Int32Array.from(text, (letter) => letter.codePointAt(0) as number);
    return this.#tellAll(codes).map((row) => {
      return JSON.parse(Array.from(row, (code) => String.fromCodePoint(code)).join('')) as T;
    });
  }

  #tellAll(words: Int32Array): readonly Int32Array[] {
    return this.#crew.exchange(this.#outgoing.map(() => words));
  }
}

/** A table with an entry for each number that has contents. */
function tableOf({ held }: Pool, entry: (number: number) => number): NumberTable {
  const table = new NumberTable();
  held.forEach((_, number) => table.set(number, entry(number)));
  return table;
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
