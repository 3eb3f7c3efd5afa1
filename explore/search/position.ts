import type { Register, RegisterBank } from '../../model/register.ts';
import { Pool } from './pool.ts';
import type { Model } from './model.ts';

/**
 * Where a model stands, as a vector of numbers, one a register, with its fingerprint kept up to
 * date: 64 bits, the same for a state and its images.
 */
export class Position {
  readonly width: number;
  readonly numbers: Int32Array;
  readonly #model: Model;
  readonly #bank: RegisterBank;
  readonly #pools: readonly Pool[];
  /** What the registers held when last looked at, and what they hold now. */
  readonly #held: unknown[];
  readonly #now: unknown[];
  /** Of the identity, then of each symmetry: both halves of the fingerprint of the image. */
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  /** By symmetry, by register: the place in the image where its contents go. */
  readonly #places: readonly Int32Array[];

  constructor(model: Model) {
    const { symmetries } = model;
    const { registers } = model.bank;
    const pools = new Map<string, Pool>();
    for (const { pool } of registers) {
      if (!pools.has(pool)) pools.set(pool, new Pool(symmetries));
    }
    this.#model = model;
    this.#bank = model.bank;
    this.#pools = registers.map(({ pool }) => pools.get(pool) as Pool);
    this.width = registers.length;
    this.numbers = new Int32Array(this.width).fill(-1);
    this.#held = registers.map(() => NOTHING);
    this.#now = registers.map(() => NOTHING);
    this.#low = new Int32Array(1 + symmetries.length);
    this.#high = new Int32Array(1 + symmetries.length);
    this.#places = symmetries.map(({ order }) => {
      const places = new Int32Array(registers.length);
      for (const [place, from] of order.entries()) places[from] = place;
      return places;
    });
    this.follow();
  }

  /** The model has moved. */
  follow(): void {
    const { registers } = this.#bank;
    const held = this.#held;
    const now = this.#now;
    this.#bank.read(now, 0);
    for (let at = 0; at < now.length; at += 1) {
      if (now[at] === held[at]) continue;
      held[at] = now[at];
      const number = (this.#pools[at] as Pool).numberOf(registers[at] as Register, now[at]);
      if (number !== this.numbers[at]) this.#become(at, number);
    }
  }

  /** Puts the model into the state that lies there. */
  goTo(vectors: Int32Array, from: number): void {
    for (let at = 0; at < this.width; at += 1) {
      const number = vectors[from + at] as number;
      if (number === this.numbers[at]) continue;
      this.#held[at] = (this.#pools[at] as Pool).held[number];
      this.#become(at, number);
    }
    this.#bank.write(this.#held, 0);
    this.#model.arrive();
  }

  /** Which image stands for the state and all its images: 0 is the state itself. */
  canonical(): number {
    let least = 0;
    for (let image = 1; image < this.#low.length; image += 1) {
      const high = this.high(image) - this.high(least);
      if (high < 0 || (high === 0 && this.low(image) < this.low(least))) least = image;
    }
    return least;
  }

  /** Half a fingerprint of an image. */
  low(image: number): number {
    return this.#low[image] as number;
  }

  high(image: number): number {
    return this.#high[image] as number;
  }

  /** Writes the vector of an image. */
  write(image: number, into: Int32Array, to: number): void {
    if (image === 0) {
      into.set(this.numbers, to);
      return;
    }
    const places = this.#places[image - 1] as Int32Array;
    for (let at = 0; at < this.width; at += 1) {
      const number = (this.#pools[at] as Pool).imageOf(image - 1, this.numbers[at] as number);
      into[to + (places[at] as number)] = number;
    }
  }

  #become(at: number, number: number): void {
    const before = this.numbers[at] as number;
    this.numbers[at] = number;
    this.#toggle(0, at, before, number);
    const pool = this.#pools[at] as Pool;
    for (let image = 1; image < this.#low.length; image += 1) {
      const place = (this.#places[image - 1] as Int32Array)[at] as number;
      const was = before < 0 ? -1 : pool.imageOf(image - 1, before);
      this.#toggle(image, place, was, pool.imageOf(image - 1, number));
    }
  }

  #toggle(image: number, place: number, before: number, now: number): void {
    const low = Math.imul(place + 1, 0x9e3779b1);
    const high = Math.imul(place + 1, 0x7feb352d);
    // What was there goes out of the sum as it came in.
    if (before >= 0) {
      this.#low[image] = (this.#low[image] as number) ^ mix(low + before, 0x85ebca6b);
      this.#high[image] = (this.#high[image] as number) ^ mix(high + before, 0xc2b2ae35);
    }
    this.#low[image] = (this.#low[image] as number) ^ mix(low + now, 0x85ebca6b);
    this.#high[image] = (this.#high[image] as number) ^ mix(high + now, 0xc2b2ae35);
  }
}

/** No register holds this. */
const NOTHING = Symbol('nothing');

/** Spreads a number over 32 bits. */
function mix(value: number, factor: number): number {
  let word = Math.imul(value, factor);
  word ^= word >>> 15;
  word = Math.imul(word, 0x2c1b3c6d);
  word ^= word >>> 12;
  word = Math.imul(word, 0x297a2d39);
  return word ^ (word >>> 15);
}
