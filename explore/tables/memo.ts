import { QUESTIONS, type Reads } from '../../abstraction/reads.ts';
import { NumberTable } from './number-table.ts';

const FIRST_SLOTS = 2 ** 8;

/*
 * A slot has both halves of a fingerprint, and where that leads: to a node, as `node + 1`, or to a
 * value, as `~value`; 0: the slot is free.
 */
const SLOT = 3;
const HIGH = 1;
const TARGET = 2;

/** A function of a state reads something else, although all that it had read is the same. */
export class UnsteadyReads extends Error {
  override readonly name: string = 'UnsteadyReads';

  constructor() {
    super('what was read was the same, and what was read then was not');
  }
}

/**
 * Remembers what functions of a state are, by what they read of it: a decision tree. A node reads
 * some registers, or answers to questions about one; the numbers of what it finds there lead on.
 * States that agree in what was read have the same value, however much else differs. Numbers are
 * matched by 64-bit fingerprints of the node and all that it has found.
 */
export class Memo {
  readonly #reads: Reads;
  /** By function: its first node. */
  readonly #roots = new Map<number, number>();
  /** By node: what is read there, as `Reads` has it. */
  readonly #batches: (readonly number[])[] = [];
  /** By node: where its fingerprints begin. */
  readonly #seeds: number[] = [];
  #begun = 0;
  /** A hash table with open addressing. */
  #slots = new Int32Array(SLOT * FIRST_SLOTS);
  #mask = FIRST_SLOTS - 1;
  #count = 0;
  /** By question and number: 0 or 1; -1: not known. */
  readonly #answers: NumberTable[] = [];
  /** Both halves of the present fingerprint. */
  #low = 0;
  #high = 0;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  get bytes(): number {
    return 4 * this.#slots.length;
  }

  /**
   * The value of a function in a state; -1: it is not known.
   * @param of the number of the function
   */
  find(of: number, numbers: Int32Array): number {
    let node = this.#roots.get(of) ?? -1;
    while (node >= 0) {
      this.#beginAt(node);
      const batch = this.#batches[node] as readonly number[];
      for (let at = 0; at < batch.length; at += 1) {
        const what = batch[at] as number;
        const number = what < QUESTIONS ? (numbers[what] as number) : this.#answer(what, numbers);
        if (number < 0) return -1;
        this.#mix(number);
      }
      const target = this.#slots[this.#slot() + TARGET] as number;
      if (target < 0) return ~target;
      node = target - 1;
    }
    return -1;
  }

  /**
   * Remembers a value of a function in a state, by what was read between `begin()` and `end()` of
   * the reads.
   * @throws UnsteadyReads if it reads something else than in a state that had the same numbers
   */
  learn(of: number, numbers: Int32Array, value: number): void {
    const { read } = this.#reads;
    const found = read.map((what, at) => this.#note(what, at, numbers));
    let node = this.#roots.get(of);
    if (node === undefined) {
      node = this.#addNode(read, 0);
      this.#roots.set(of, node);
    }
    for (let from = 0; ;) {
      const to = from + this.#agree(node, from);
      this.#beginAt(node);
      for (let at = from; at < to; at += 1) this.#mix(found[at] as number);
      const target = this.#slots[this.#slot() + TARGET] as number;
      const isLast = to === read.length;
      if (target !== 0 && target < 0 !== isLast) throw new UnsteadyReads();
      if (isLast) {
        if (target === 0) this.#fill(~value);
        return;
      }
      if (target === 0) {
        node = this.#addNode(read, to);
        this.#fill(node + 1);
      } else node = target - 1;
      from = to;
    }
  }

  /**
   * How much of what a node reads was read from index `from` on. What else it reads is left to
   * nodes behind it from now on, and what it led to is forgotten.
   */
  #agree(node: number, from: number): number {
    const { read } = this.#reads;
    const batch = this.#batches[node] as readonly number[];
    let same = 0;
    while (same < batch.length && batch[same] === read[from + same]) same += 1;
    if (same === 0 && batch.length > 0) throw new UnsteadyReads();
    if (same < batch.length) {
      this.#batches[node] = batch.slice(0, same);
      this.#begin(node);
    }
    return same;
  }

  #addNode(read: readonly number[], from: number): number {
    const node = this.#batches.push(read.slice(from)) - 1;
    this.#begin(node);
    return node;
  }

  /** From now on, a node has fingerprints that it did not have before. */
  #begin(node: number): void {
    this.#begun += 1;
    this.#seeds[node] = this.#begun;
  }

  #beginAt(node: number): void {
    const seed = this.#seeds[node] as number;
    this.#low = Math.imul(seed, 0x9e3779b1);
    this.#high = Math.imul(seed, 0x7feb352d);
  }

  #mix(number: number): void {
    const low = Math.imul(this.#low ^ number, 0x85ebca6b);
    const high = Math.imul(this.#high + number, 0xc2b2ae35);
    this.#low = low ^ (low >>> 15);
    this.#high = high ^ (high >>> 13);
  }

  /** Where the present fingerprint is, or a free slot for it. */
  #slot(): number {
    const slots = this.#slots;
    for (let at = this.#low & this.#mask; ; at = (at + 1) & this.#mask) {
      const slot = at * SLOT;
      if (slots[slot + TARGET] === 0) return slot;
      if (slots[slot] === this.#low && slots[slot + HIGH] === this.#high) return slot;
    }
  }

  /** Lets the present fingerprint lead somewhere. */
  #fill(target: number): void {
    const slot = this.#slot();
    this.#slots[slot] = this.#low;
    this.#slots[slot + HIGH] = this.#high;
    this.#slots[slot + TARGET] = target;
    this.#count += 1;
    if (3 * this.#count > 2 * this.#mask) this.#spread();
  }

  #spread(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    this.#mask = 2 * this.#mask + 1;
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from + TARGET] === 0) continue;
      this.#low = old[from] as number;
      this.#high = old[from + HIGH] as number;
      this.#slots.set(old.subarray(from, from + SLOT), this.#slot());
    }
  }

  #answer(what: number, numbers: Int32Array): number {
    const question = what - QUESTIONS;
    const place = this.#reads.asked[question] as number;
    return this.#answers[question]?.of(numbers[place] as number) ?? -1;
  }

  /** The number of what was read; an answer is remembered. */
  #note(what: number, at: number, numbers: Int32Array): number {
    if (what < QUESTIONS) return numbers[what] as number;
    const question = what - QUESTIONS;
    const answer = this.#reads.answers[at] as number;
    while (this.#answers.length <= question) this.#answers.push(new NumberTable());
    this.#answers[question]?.set(numbers[this.#reads.asked[question] as number] as number, answer);
    return answer;
  }
}
