import type { Register, RegisterBank } from '../../abstraction/register.ts';
import { Marks } from './marks.ts';
import { Pool } from './pool.ts';
import type { MoveChange, Model, Move } from './model.ts';

/**
 * The present state of a model, as a vector with one number for each register. The 64-bit
 * fingerprints of the state and of its images are kept up to date. The model itself is put into the
 * state only where that is asked for: with `present()`.
 */
export class Position implements MoveChange {
  readonly width: number;
  readonly numbers: Int32Array;
  readonly #model: Model;
  readonly #registers: readonly Register[];
  /** The banks of the model, and where each begins. */
  readonly #banks: readonly RegisterBank[];
  readonly #begins: readonly number[];
  /** By place: the number of its bank. */
  readonly #bankOf: readonly number[];
  /** By place: the pool of the register. */
  readonly pools: readonly Pool[];
  readonly #marks: readonly Marks[];
  /** What the registers of the model held when last looked at, and their numbers. */
  readonly #held: unknown[];
  readonly #heldNumbers: Int32Array;
  /** What they hold now. */
  readonly #now: unknown[];
  /** By bank: the model is in its state if this is the number of the present arrival. */
  readonly #presentAt: number[];
  /** How often `goTo` and `goBack` have been called. */
  #arrivals = 0;
  /** Both halves of the fingerprint of the state, then of each image. */
  readonly #prints: Int32Array;
  /** By symmetry and register: the place in the image that the register's contents move to. */
  readonly #places: readonly Int32Array[];
  /** The registers that have changed since `goTo`, oldest first, and what they held before. */
  readonly #changed: number[] = [];
  readonly #changedFrom: number[] = [];
  #changes = 0;
  /** The places of `home`, and, for the state and each image, the fingerprint of what is there. */
  readonly #home: readonly number[];
  readonly #homes: Int32Array;
  /** The fingerprints of the state that `goTo` led to. */
  readonly #printsThere: Int32Array;
  /** The vector that `goTo` was given last, and the move from there. */
  from: Int32Array = new Int32Array(0);
  move: Move = -1;
  /** Is told of each number whose contents some register holds for the first time. */
  onFilled: ((at: number, number: number) => void) | null = null;

  /** @param exact whether contents are compared as wholes where a register can give a hash */
  constructor(model: Model, exact: boolean) {
    const { symmetries } = model;
    const { registers } = model.bank;
    this.#registers = registers;
    this.#banks = model.banks ?? [model.bank];
    let begin = 0;
    this.#begins = this.#banks.map(({ registers: { length } }) => (begin += length) - length);
    this.#bankOf = this.#banks.flatMap((bank, at) => bank.registers.map(() => at));
    this.#presentAt = this.#banks.map(() => 0);
    const pools = new Map<string, Pool>();
    for (const { pool } of registers) {
      if (!pools.has(pool)) pools.set(pool, new Pool(symmetries, exact));
    }
    this.#model = model;
    this.pools = registers.map(({ pool }) => pools.get(pool) as Pool);
    this.width = registers.length;
    this.numbers = new Int32Array(this.width).fill(-1);
    this.#held = registers.map(() => NOTHING);
    this.#now = registers.map(() => NOTHING);
    this.#heldNumbers = this.numbers.slice();
    this.#prints = new Int32Array(2 * (1 + symmetries.length));
    this.#printsThere = this.#prints.slice();
    this.#home = model.home ?? Array.from({ length: model.probed ?? this.width }, (_, at) => at);
    this.#homes = new Int32Array(1 + symmetries.length);
    this.#places = symmetries.map(({ order }) => {
      const places = new Int32Array(registers.length);
      for (const [place, from] of order.entries()) places[from] = place;
      return places;
    });
    this.#marks = this.pools.map((pool, at) => {
      const places = this.#places.map((ofImage) => ofImage[at] as number);
      return new Marks(pool, [at, ...places]);
    });
    this.follow(-1);
  }

  /** Brings the vector up to date after the model has taken a move. */
  follow(move: Move): void {
    this.move = move;
    for (let bank = 0; bank < this.#banks.length; bank += 1) this.followBank(bank);
    this.derive(this.#model.deed);
  }

  /** Brings the numbers of one bank up to date, of which the model has changed something. */
  followBank(number: number): void {
    const reads = this.#model.recallable?.reads;
    const bank = this.#banks[number] as RegisterBank;
    const begin = this.#begins[number] as number;
    const end = begin + bank.registers.length;
    reads?.pause();
    bank.read(this.#now, begin);
    reads?.resume();
    for (let at = begin; at < end; at += 1) {
      const now = this.#now[at];
      if (now !== this.#held[at]) this.#hold(at, now);
    }
  }

  #hold(at: number, now: unknown): void {
    this.#held[at] = now;
    // What looks the same may be another object: next time, the one that was met first.
    this.#heldNumbers[at] = -1;
    const pool = this.pools[at] as Pool;
    const { filled } = pool;
    const number = pool.numberOf(this.#registers[at] as Register, now);
    if (pool.filled > filled) this.onFilled?.(at, number);
    this.#enter(at, number);
  }

  /** Brings the last register up to date, if it follows from the others. */
  derive(deed: unknown): void {
    const { derived = null } = this.#model;
    if (derived === null) return;
    const at = this.width - 1;
    const number = this.numbers[at] as number;
    const now = derived.follow(this, deed);
    if (number < 0 || now !== this.contents(at)) this.#hold(at, now);
  }

  contents(place: number): unknown {
    return (this.pools[place] as Pool).held[this.numbers[place] as number];
  }

  contentsBefore(place: number): unknown {
    const at = this.changed.indexOf(place);
    const number = at < 0 ? this.numbers[place] : this.#changedFrom[at];
    return (this.pools[place] as Pool).held[number as number];
  }

  /** The register at that place has other contents after a move, as is known without the model. */
  change(at: number, number: number): void {
    this.#presentAt[this.#bankOf[at] as number] = -1;
    this.#enter(at, number);
  }

  #enter(at: number, number: number): void {
    this.#changed[this.#changes] = at;
    this.#changedFrom[this.#changes] = this.numbers[at] as number;
    this.#changes += 1;
    if (number !== this.numbers[at]) this.#become(at, number);
  }

  /** The places that have changed since the last `goTo` or `goBack`. */
  get changed(): readonly number[] {
    this.#changed.length = this.#changes;
    return this.#changed;
  }

  /** Goes to the state of that vector. */
  goTo(vector: Int32Array): void {
    this.from = vector;
    for (let at = 0; at < this.width; at += 1) {
      const number = vector[at] as number;
      if (number !== this.numbers[at]) this.#become(at, number);
    }
    this.#changes = 0;
    this.#arrivals += 1;
    copy(this.#prints, this.#printsThere);
  }

  /** Goes back to the state of the last `goTo`. */
  goBack(): void {
    while (this.#changes > 0) {
      this.#changes -= 1;
      const at = this.#changed[this.#changes] as number;
      this.numbers[at] = this.#changedFrom[this.#changes] as number;
    }
    this.#arrivals += 1;
    copy(this.#printsThere, this.#prints);
  }

  /** Puts the model into the present state, unless it is there. */
  present(): void {
    for (let bank = 0; bank < this.#banks.length; bank += 1) this.presentBank(bank);
  }

  /** The same for one bank. */
  presentBank(number: number): void {
    if (this.#presentAt[number] === this.#arrivals) return;
    this.#presentAt[number] = this.#arrivals;
    const bank = this.#banks[number] as RegisterBank;
    const begin = this.#begins[number] as number;
    const end = begin + bank.registers.length;
    for (let at = begin; at < end; at += 1) {
      const held = this.numbers[at] as number;
      if (this.#heldNumbers[at] === held) continue;
      this.#heldNumbers[at] = held;
      this.#held[at] = (this.pools[at] as Pool).held[held];
    }
    bank.write(this.#held, begin);
    this.#model.arrive();
  }

  /** The image that stands for the state and all its images; 0 is the state itself. */
  canonical(): number {
    const prints = this.#prints;
    let least = 0;
    for (let image = 2; image < prints.length; image += 2) {
      const high = (prints[image + 1] as number) - (prints[least + 1] as number);
      if (high > 0 || (high === 0 && (prints[image] as number) >= (prints[least] as number)))
        continue;
      least = image;
    }
    return least / 2;
  }

  /** A hash of the `home` of the model. It is the same for the state and its images. */
  home(): number {
    const homes = this.#homes.fill(0);
    for (const at of this.#home) {
      const { words, width } = this.#marks[at] as Marks;
      const from = (this.numbers[at] as number) * width;
      for (let image = 0; image < homes.length; image += 1) {
        homes[image] = (homes[image] as number) ^ (words[from + 2 * image] as number);
      }
    }
    let home = 0;
    for (let image = 0; image < homes.length; image += 1) {
      const print = homes[image] as number;
      home += Math.imul(print ^ (print >>> 15), 0x2c1b3c6d);
    }
    return home ^ (home >>> 12);
  }

  /** The low half of the fingerprint of an image. */
  low(image: number): number {
    return this.#prints[2 * image] as number;
  }

  /** The high half of the fingerprint of an image. */
  high(image: number): number {
    return this.#prints[2 * image + 1] as number;
  }

  /** Writes the vector of an image into `into`, from index `to` on. */
  write(image: number, into: Int32Array, to: number): void {
    if (image === 0) {
      for (let at = 0; at < this.width; at += 1) into[to + at] = this.numbers[at] as number;
      return;
    }
    const places = this.#places[image - 1] as Int32Array;
    for (let at = 0; at < this.width; at += 1) {
      const number = (this.pools[at] as Pool).imageOf(image - 1, this.numbers[at] as number);
      into[to + (places[at] as number)] = number;
    }
  }

  #become(at: number, number: number): void {
    const marks = this.#marks[at] as Marks;
    const prints = this.#prints;
    const before = this.numbers[at] as number;
    this.numbers[at] = number;
    const now = marks.of(number);
    const { words, width } = marks;
    for (let half = 0; half < width; half += 1) {
      const was = before < 0 ? 0 : (words[before * width + half] as number);
      prints[half] = (prints[half] as number) ^ was ^ (words[now + half] as number);
    }
  }
}

/** A value that no register holds. */
const NOTHING = Symbol('nothing');

/** Copies a few numbers; `TypedArray.set()` takes longer for so few. */
function copy(from: Int32Array, to: Int32Array): void {
  for (let at = 0; at < from.length; at += 1) to[at] = from[at] as number;
}
