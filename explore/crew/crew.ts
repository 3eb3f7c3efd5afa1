import { assert } from '../../model/assert.ts';

/** Words at the beginning of the memory, of which four are used. */
const HEAD = 16;
const ARRIVED = 0;
const GENERATION = 1;
const BROKEN = 2;
const SEATS = 3;
/** So often a seat looks whether the others have arrived before it goes to sleep. */
const LOOKS = 4000;

/** Another seat has given up, so this one has nobody to work with. */
class BrokenCrew extends Error {
  override readonly name: string = 'BrokenCrew';
}

/** One place in a crew. */
export interface Seat {
  /** From 0. */
  readonly number: number;
  readonly memory: SharedArrayBuffer;
}

/** Words that one of so many seats gives another one at a time. */
function windowOf(seats: number): number {
  return Math.max(2 ** 10, Math.floor(2 ** 17 / seats));
}

/** The seats of a new crew of so many threads. */
export function seatsOf(count: number): readonly Seat[] {
  const pairs = count * count;
  const memory = new SharedArrayBuffer(4 * (HEAD + 2 * pairs * (1 + windowOf(count))));
  new Int32Array(memory)[SEATS] = count;
  return Array.from({ length: count }, (_, number) => ({ number, memory }));
}

/**
 * Threads that work in step: each gives every other one a row of numbers, and none goes on before
 * it has got what all others give. Memory that they share:
 *
 *     | arrived, generation, broken, seats | lengths, by pair | windows, by pair | the same again |
 *
 * Lengths and windows are there twice, and used by turns: so a seat may write anew while another
 * one still reads.
 */
export class Crew {
  readonly seat: number;
  readonly seats: number;
  readonly #words: Int32Array;
  readonly #window: number;
  #turn = 0;

  constructor({ number, memory }: Seat) {
    this.seat = number;
    this.#words = new Int32Array(memory);
    this.seats = this.#words[SEATS] as number;
    assert(number < this.seats, 'a crew has fewer seats');
    this.#window = windowOf(this.seats);
  }

  /** Gives up: whoever waits for this seat, or will, throws. */
  leave(): void {
    Atomics.store(this.#words, BROKEN, 1);
    Atomics.add(this.#words, GENERATION, 1);
    Atomics.notify(this.#words, GENERATION);
  }

  /**
   * Gives each seat the row with its number, and returns the rows that this seat was given, by
   * seat. They may change as soon as this seat exchanges anything again.
   * @throws BrokenCrew if a seat gives up
   */
  exchange(given: readonly Int32Array[]): readonly Int32Array[] {
    const parts: Int32Array[][] = given.map(() => []);
    let rounds = 1;
    for (let round = 0; round < rounds; round += 1) {
      this.#write(given, round);
      this.#meet();
      if (round === 0) rounds = this.#rounds();
      for (const [from, some] of parts.entries()) {
        const part = this.#read(from, round);
        some.push(rounds === 1 ? part : part.slice());
      }
      this.#turn = 1 - this.#turn;
    }
    return parts.map((some) => (some.length === 1 ? (some[0] as Int32Array) : joined(some)));
  }

  #write(given: readonly Int32Array[], round: number): void {
    for (const [to, row] of given.entries()) {
      this.#words[this.#lengthAt(this.seat, to)] = row.length;
      const part = row.subarray(round * this.#window, (round + 1) * this.#window);
      this.#words.set(part, this.#windowAt(this.seat, to));
    }
  }

  /** As many rounds as the longest row of any pair takes. */
  #rounds(): number {
    let longest = 1;
    for (let from = 0; from < this.seats; from += 1) {
      for (let to = 0; to < this.seats; to += 1) {
        longest = Math.max(longest, this.#words[this.#lengthAt(from, to)] as number);
      }
    }
    return Math.ceil(longest / this.#window);
  }

  #read(from: number, round: number): Int32Array {
    const length = this.#words[this.#lengthAt(from, this.seat)] as number;
    const at = this.#windowAt(from, this.seat);
    return this.#words.subarray(
      at,
      at + Math.max(0, Math.min(this.#window, length - round * this.#window)),
    );
  }

  #lengthAt(from: number, to: number): number {
    return this.#half() + from * this.seats + to;
  }

  #windowAt(from: number, to: number): number {
    const pairs = this.seats * this.seats;
    return this.#half() + pairs + (from * this.seats + to) * this.#window;
  }

  #half(): number {
    return HEAD + this.#turn * this.seats * this.seats * (1 + this.#window);
  }

  /** Waits until all seats are here. */
  #meet(): void {
    const words = this.#words;
    const generation = Atomics.load(words, GENERATION);
    this.#checkWhole();
    if (Atomics.add(words, ARRIVED, 1) === this.seats - 1) {
      Atomics.store(words, ARRIVED, 0);
      Atomics.add(words, GENERATION, 1);
      Atomics.notify(words, GENERATION);
    } else {
      let looks = LOOKS;
      while (Atomics.load(words, GENERATION) === generation) {
        looks -= 1;
        if (looks < 0) Atomics.wait(words, GENERATION, generation);
      }
    }
    this.#checkWhole();
  }

  #checkWhole(): void {
    if (Atomics.load(this.#words, BROKEN) !== 0) throw new BrokenCrew('a thread has given up');
  }
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
