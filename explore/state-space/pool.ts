import { assert } from '../../model/assert.ts';
import type { Register } from '../../abstraction/register.ts';
import { Interner } from './interner.ts';
import type { Symmetry } from '../../abstraction/symmetry.ts';

/**
 * All contents that the registers of one kind have held, each numbered once. A state is a vector of
 * such numbers (collapse compression). Numbers are equal if and only if the contents are equal.
 */
export class Pool {
  /** The contents by number. */
  readonly held: unknown[] = [];
  /** How many of them have been held; the others are images. */
  filled = 0;
  /** By symmetry and number: the number of the image; absent: not computed yet. */
  readonly #images: number[][];
  readonly #contents = new Interner();
  /** The numbers of plain values, and of objects that live as long as the search. */
  readonly #known = new Map<unknown, number>();
  readonly #symmetries: readonly Symmetry[];
  readonly #exact: boolean;

  /** @param exact whether contents are compared as wholes where a register can give a hash */
  constructor(symmetries: readonly Symmetry[], exact: boolean) {
    this.#exact = exact;
    this.#symmetries = symmetries;
    this.#images = symmetries.map(() => []);
  }

  /** The number of `held`, which is what the register holds now. */
  numberOf(register: Register, held: unknown): number {
    const lasting = register.lasting === true || typeof held !== 'object' || held === null;
    if (lasting) {
      const known = this.#known.get(held);
      if (known !== undefined) return known;
    }
    const isWhole = this.#exact && register.observeWhole !== undefined;
    const observed = isWhole ? register.observeWhole?.() : register.observe();
    const number = this.#contents.numberOf(observed, null);
    if (this.held[number] === undefined) {
      this.held[number] = held;
      this.filled += 1;
    }
    if (lasting) this.#known.set(held, number);
    for (let at = 0; at < this.#images.length; at += 1) {
      const images = this.#images[at] as number[];
      if (images[number] !== undefined) continue;
      images[number] = this.#contents.numberOf(observed, this.#symmetries[at] as Symmetry);
    }
    return number;
  }

  /** The low half of the fingerprint of the contents with that number. */
  lowOf(number: number): number {
    return this.#contents.lowOf(number);
  }

  /** The high half of it. */
  highOf(number: number): number {
    return this.#contents.highOf(number);
  }

  /** The number of the image of contents `number` under symmetry number `symmetry` (from 0). */
  imageOf(symmetry: number, number: number): number {
    const image = this.#images[symmetry]?.[number];
    assert(image !== undefined, 'the image of what a register holds has no number');
    return image;
  }
}
