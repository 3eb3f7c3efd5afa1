import type { Renaming } from '../../abstraction/key-of.ts';

/** The initial capacity in words: a power of two. It doubles when full. */
const FIRST_WORDS = 2 ** 8;

/**
 * Whole numbers stand for themselves. Everything else is a word that ends in .5: these, and a hash
 * for each text and each other number.
 */
const END = 0.5;
const ARRAY = 1.5;
const OBJECT = 2.5;
const SET = 3.5;
const NULL = 4.5;
const UNDEFINED = 5.5;
const FALSE = 6.5;
const TRUE = 7.5;
const FIRST_OTHER = 8.5;

/** So many different hashes of texts: half a number more still has room in a double. */
const OTHERS = 2 ** 51;

/**
 * Numbers plain data from 0, in order of appearance. Two data have the same number if and only if
 * they are equal in the sense of `keyOf`. Data are compared as rows of words: for ranges and lists
 * of ranges that takes half the time of a comparison of texts.
 *
 * The fingerprint of data depends on the data alone, not on what was numbered before.
 */
export class Interner {
  count = 0;
  /** The data being looked up, as words; the first `#length` of them count. */
  #words = new Float64Array(FIRST_WORDS);
  /** The same words as bits. */
  #bits = new Int32Array(this.#words.buffer);
  #length = 0;
  /** All data numbered so far, as words, one after the other. */
  #kept = new Float64Array(FIRST_WORDS);
  /** By number, the index in `#kept` of its first word; the last entry is the end of `#kept`. */
  readonly #from: number[] = [0];
  /** By number: both halves of the fingerprint. */
  readonly #lows: number[] = [];
  readonly #highs: number[] = [];
  /** A hash table with open addressing. A slot holds the number plus 1; 0: free. */
  #slots = new Int32Array(FIRST_WORDS);
  /** The word of each text, and of each number that is not whole. */
  readonly #others = new Map<unknown, number>();
  readonly #taken = new Set<number>();

  /** The low half of the fingerprint of the data with that number. */
  lowOf(number: number): number {
    return this.#lows[number] as number;
  }

  /** The high half of it. */
  highOf(number: number): number {
    return this.#highs[number] as number;
  }

  /**
   * The number of the data, after `renaming` (null: none) is applied to the numbers and texts in
   * it.
   * @throws TypeError if a function, symbol or bigint is in it
   */
  numberOf(value: unknown, renaming: Renaming | null): number {
    this.#length = 0;
    this.#tell(value, renaming);
    const hash = this.#hash();
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1;
      if (this.#lows[number] === hash && this.#isSame(number)) return number;
    }
    this.#slots[slot] = this.count + 1;
    return this.#keep(hash);
  }

  #tell(value: unknown, renaming: Renaming | null): void {
    switch (typeof value) {
      case 'number': {
        const number = renaming === null ? value : renaming.number(value);
        // Adding 0 turns -0 into 0.
        this.#push(Number.isInteger(number) ? number + 0 : this.#other(number));
        return;
      }
      case 'string':
        this.#push(this.#other(renaming === null ? value : renaming.text(value)));
        return;
      case 'boolean':
        this.#push(value ? TRUE : FALSE);
        return;
      case 'undefined':
        this.#push(UNDEFINED);
        return;
      case 'object':
        if (value === null) this.#push(NULL);
        else this.#tellParts(value, renaming);
        return;
      default:
        throw new TypeError(`a ${typeof value} is no part of a state`);
    }
  }

  #tellParts(value: object, renaming: Renaming | null): void {
    if (Array.isArray(value)) {
      this.#push(ARRAY);
      for (let at = 0; at < value.length; at += 1) this.#tell(value[at], renaming);
    } else if (value instanceof Set) {
      this.#push(SET);
      this.#tellInOrder(value, renaming);
    } else {
      this.#push(OBJECT);
      for (const name in value) {
        this.#push(this.#other(name));
        this.#tell(value[name as keyof typeof value], renaming);
      }
    }
    this.#push(END);
  }

  /** Pushes the elements of a set, sorted by their words: the order of insertion must not count. */
  #tellInOrder(values: ReadonlySet<unknown>, renaming: Renaming | null): void {
    const first = this.#length;
    /** The index of the first word of each element, then the end of the last one. */
    const places = [first];
    for (const value of values) {
      this.#tell(value, renaming);
      places.push(this.#length);
    }
    if (this.#isInOrder(places)) return;
    const end = this.#length;
    const order = Array.from(values, (_, at) => at).sort((a, b) => this.#compare(places, a, b));
    // Append the elements in order after the last one, then move them to where they belong.
    for (const element of order) {
      const to = places[element + 1] as number;
      for (let at = places[element] as number; at < to; at += 1) {
        this.#push(this.#words[at] as number);
      }
    }
    this.#words.copyWithin(first, end, this.#length);
    this.#length = end;
  }

  #isInOrder(places: readonly number[]): boolean {
    for (let element = 1; element < places.length - 1; element += 1) {
      if (this.#compare(places, element - 1, element) > 0) return false;
    }
    return true;
  }

  #compare(places: readonly number[], a: number, b: number): number {
    const [fromA, fromB] = [places[a] as number, places[b] as number];
    const lengthA = (places[a + 1] as number) - fromA;
    const lengthB = (places[b + 1] as number) - fromB;
    for (let at = 0; at < Math.min(lengthA, lengthB); at += 1) {
      const order = (this.#words[fromA + at] as number) - (this.#words[fromB + at] as number);
      if (order !== 0) return order;
    }
    return lengthA - lengthB;
  }

  #other(value: unknown): number {
    let other = this.#others.get(value);
    if (other === undefined) {
      other = FIRST_OTHER + hashOf(value);
      // Two texts with one hash: one in 2^51.
      while (this.#taken.has(other)) other += 1;
      this.#taken.add(other);
      this.#others.set(value, other);
    }
    return other;
  }

  #push(word: number): void {
    if (this.#length === this.#words.length) {
      this.#words = longer(this.#words);
      this.#bits = new Int32Array(this.#words.buffer);
    }
    this.#words[this.#length] = word;
    this.#length += 1;
  }

  #hash(): number {
    const bits = this.#bits;
    let hash = this.#length;
    for (let at = 0; at < 2 * this.#length; at += 1) {
      hash = Math.imul(hash ^ (bits[at] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  /** Another hash of the same words. */
  #secondHash(): number {
    const bits = this.#bits;
    let hash = ~this.#length;
    for (let at = 0; at < 2 * this.#length; at += 1) {
      hash = Math.imul(hash + (bits[at] as number), 0xc2b2ae35);
      hash ^= hash >>> 13;
    }
    return hash;
  }

  #isSame(number: number): boolean {
    const from = this.#from[number] as number;
    if ((this.#from[number + 1] as number) - from !== this.#length) return false;
    for (let at = 0; at < this.#length; at += 1) {
      if (this.#kept[from + at] !== this.#words[at]) return false;
    }
    return true;
  }

  #keep(hash: number): number {
    const from = this.#from[this.count] as number;
    const end = from + this.#length;
    while (end > this.#kept.length) this.#kept = longer(this.#kept);
    this.#kept.set(this.#words.subarray(0, this.#length), from);
    this.#from.push(end);
    this.#lows.push(hash);
    this.#highs.push(this.#secondHash());
    this.count += 1;
    if (2 * this.count > this.#slots.length) this.#spread();
    return this.count - 1;
  }

  #spread(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    const mask = this.#slots.length - 1;
    for (const [number, hash] of this.#lows.entries()) {
      let slot = hash & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

/** A hash of a text, or of a number that is not whole: 0 to `OTHERS` - 1. */
function hashOf(value: unknown): number {
  const text = `${typeof value} ${String(value)}`;
  let low = 0x811c9dc5;
  let high = 0x2545f491;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high + code, 0x85ebca6b);
    high ^= high >>> 15;
  }
  return ((high >>> 0) * 2 ** 19 + ((low ^ (low >>> 13)) & 0x7ffff)) % OTHERS;
}

function longer(words: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(2 * words.length);
  copy.set(words);
  return copy;
}
