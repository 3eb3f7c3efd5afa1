import type { Register, RegisterBank } from '../../abstraction/register.ts';
import { Marks } from './marks.ts';
import { Pool } from './pool.ts';
import type { Model, Move } from './model.ts';

/**
 * The present state of a model, as a vector with one number for each register. The 64-bit
 * fingerprints of the state and of its images are kept up to date.
 */
export class Position {
  readonly width: number;
  readonly numbers: Int32Array;
  readonly #model: Model;
  readonly #bank: RegisterBank;
  /** By place: the pool of the register. */
  readonly pools: readonly Pool[];
  readonly #marks: readonly Marks[];
  /** What the registers held when last looked at, and what they hold now. */
  readonly #held: unknown[];
  readonly #now: unknown[];
  /** Both halves of the fingerprint of the state, then of each image. */
  readonly #prints: Int32Array;
  /** By symmetry and register: the place in the image that the register's contents move to. */
  readonly #places: readonly Int32Array[];
  /** The registers that have changed since `goTo`, oldest first, and what they held before. */
  readonly #changed: number[] = [];
  readonly #changedFrom: number[] = [];
  readonly #changedHeld: unknown[] = [];
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
    const pools = new Map<string, Pool>();
    for (const { pool } of registers) {
      if (!pools.has(pool)) pools.set(pool, new Pool(symmetries, exact));
    }
    this.#model = model;
    this.#bank = model.bank;
    this.pools = registers.map(({ pool }) => pools.get(pool) as Pool);
    this.width = registers.length;
    this.numbers = new Int32Array(this.width).fill(-1);
    this.#held = registers.map(() => NOTHING);
    this.#now = registers.map(() => NOTHING);
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
    const { registers } = this.#bank;
    const held = this.#held;
    const present = this.#now;
    const { derived } = this.#model;
    this.#bank.read(present, 0);
    for (let at = 0; at < present.length; at += 1) {
      if (at === present.length - 1 && derived !== undefined && derived !== null) {
        this.#changed.length = this.#changedHeld.length = this.#changes;
        present[at] = derived.follow(this.numbers, this.#changed, this.#changedHeld);
      }
      const now = present[at];
      const before = held[at];
      if (now === before) continue;
      this.#changed[this.#changes] = at;
      this.#changedFrom[this.#changes] = this.numbers[at] as number;
      this.#changedHeld[this.#changes] = before;
      this.#changes += 1;
      held[at] = now;
      const pool = this.pools[at] as Pool;
      const { filled } = pool;
      const number = pool.numberOf(registers[at] as Register, now);
      if (pool.filled > filled) this.onFilled?.(at, number);
      if (number !== this.numbers[at]) this.#become(at, number);
    }
  }

  /** Puts the model into the state of that vector. */
  goTo(vector: Int32Array): void {
    this.from = vector;
    for (let at = 0; at < this.width; at += 1) {
      const number = vector[at] as number;
      if (number === this.numbers[at]) continue;
      this.#held[at] = (this.pools[at] as Pool).held[number];
      this.#become(at, number);
    }
    this.#bank.write(this.#held, 0);
    this.#changes = 0;
    copy(this.#prints, this.#printsThere);
    this.#model.arrive();
  }

  /** Puts the model back into the state of the last `goTo`. */
  goBack(): void {
    while (this.#changes > 0) {
      this.#changes -= 1;
      const at = this.#changed[this.#changes] as number;
      this.numbers[at] = this.#changedFrom[this.#changes] as number;
      this.#held[at] = this.#changedHeld[this.#changes];
    }
    this.#bank.write(this.#held, 0);
    copy(this.#printsThere, this.#prints);
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
      into.set(this.numbers, to);
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
