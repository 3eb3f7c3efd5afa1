import { QUESTIONS, type Reads } from '../../abstraction/reads.ts';
import { assert } from '../../model/assert.ts';
import { longer } from './longer.ts';
import { NumberTable } from './number-table.ts';

const FIRST_SLOTS = 2 ** 8;
const FIRST_WORDS = 2 ** 12;

/*
 * A row: the node, where it leads, the row of the same node that was added before, and the numbers
 * that were read. It leads to a node, or, as `~value`, to a value.
 */
const NODE = 0;
const TARGET = 1;
const EARLIER = 2;
const NUMBERS = 3;

/** The node of a row that is no longer there. */
const GONE = -1;

/**
 * Remembers what functions of a state are, by what they read of it: a decision tree. A node reads
 * some registers, or answers to questions about one; the numbers of what it finds there lead on.
 * States that agree in what was read have the same value, however much else differs.
 */
export class Memo {
  readonly #reads: Reads;
  /** By function: its first node. */
  readonly #roots = new Map<number, number>();
  /** By node: what is read there, as `Reads` has it. */
  readonly #batches: number[][] = [];
  /** By node: the row that was added last; 0: there is none. */
  readonly #latest: number[] = [];
  /** A hash table with open addressing: hashes, and where their rows begin; 0: free. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  #count = 0;
  #rows = new Int32Array(FIRST_WORDS);
  #used = 1;
  /** By question and number: 0 or 1; -1: not known. */
  readonly #answers: NumberTable[] = [];
  /** The numbers that the present node reads, and their hash. */
  readonly #found: number[] = [];

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  get bytes(): number {
    return 4 * (this.#rows.length + this.#slots.length);
  }

  /**
   * The value of a function in a state; -1: it is not known.
   * @param of the number of the function
   */
  find(of: number, numbers: Int32Array): number {
    let node = this.#roots.get(of) ?? -1;
    while (node >= 0) {
      const batch = this.#batches[node] as readonly number[];
      let hash = Math.imul(node, 0x9e3779b1);
      for (let at = 0; at < batch.length; at += 1) {
        const what = batch[at] as number;
        const number = what < QUESTIONS ? (numbers[what] as number) : this.#answer(what, numbers);
        if (number < 0) return -1;
        this.#found[at] = number;
        hash = mix(hash, number);
      }
      const row = this.#rowOf(node, hash, this.#found, 0, batch.length);
      if (row === 0) return -1;
      const target = this.#rows[row + TARGET] as number;
      if (target < 0) return ~target;
      node = target;
    }
    return -1;
  }

  /**
   * Remembers a value of a function in a state, by what was read between `begin()` and `end()` of
   * the reads.
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
      const row = this.#rowOf(node, hashOf(node, found, from, to), found, from, to);
      if (row === 0) {
        if (to === read.length) {
          this.#addRow(node, found, from, to, ~value);
          return;
        }
        const next = this.#addNode(read, to);
        this.#addRow(node, found, from, to, next);
        node = next;
      } else {
        const target = this.#rows[row + TARGET] as number;
        assert(target < 0 === (to === read.length), 'a function of a state reads more or less now');
        if (target < 0) return;
        node = target;
      }
      from = to;
    }
  }

  /**
   * How much of what a node reads was read from index `from` on. What else it reads is left to
   * nodes behind it from now on.
   */
  #agree(node: number, from: number): number {
    const { read } = this.#reads;
    const batch = this.#batches[node] as number[];
    let same = 0;
    while (same < batch.length && batch[same] === read[from + same]) same += 1;
    assert(same > 0 || batch.length === 0, 'a function of a state reads something else now');
    if (same < batch.length) this.#split(node, same);
    return same;
  }

  #split(node: number, at: number): void {
    const batch = this.#batches[node] as number[];
    const rows: number[] = [];
    for (let row = this.#latest[node] as number; row > 0;) {
      rows.push(row);
      row = this.#rows[row + EARLIER] as number;
    }
    this.#batches[node] = batch.slice(0, at);
    this.#latest[node] = 0;
    for (const row of rows.reverse()) {
      const numbers = Array.from(this.#rows.subarray(row + NUMBERS, row + NUMBERS + batch.length));
      const target = this.#rows[row + TARGET] as number;
      this.#rows[row + NODE] = GONE;
      const known = this.#rowOf(node, hashOf(node, numbers, 0, at), numbers, 0, at);
      const next = known === 0 ? this.#addNode(batch, at) : (this.#rows[known + TARGET] as number);
      if (known === 0) this.#addRow(node, numbers, 0, at, next);
      this.#addRow(next, numbers, at, batch.length, target);
    }
  }

  #addNode(read: readonly number[], from: number): number {
    this.#latest.push(0);
    return this.#batches.push(read.slice(from)) - 1;
  }

  #addRow(node: number, found: readonly number[], from: number, to: number, target: number): void {
    const row = this.#used;
    this.#used += NUMBERS + to - from;
    while (this.#used > this.#rows.length) this.#rows = longer(this.#rows, 2 * this.#rows.length);
    this.#rows[row + NODE] = node;
    this.#rows[row + TARGET] = target;
    this.#rows[row + EARLIER] = this.#latest[node] as number;
    this.#latest[node] = row;
    for (let at = from; at < to; at += 1) {
      this.#rows[row + NUMBERS + at - from] = found[at] as number;
    }
    this.#count += 1;
    if (4 * this.#count > this.#slots.length) this.#spread();
    this.#occupy(hashOf(node, found, from, to), row);
  }

  #occupy(hash: number, row: number): void {
    const mask = this.#slots.length - 1;
    let slot = (hash << 1) & mask;
    while (this.#slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = row;
  }

  #spread(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    for (let slot = 0; slot < old.length; slot += 2) {
      if (old[slot + 1] !== 0) this.#occupy(old[slot] as number, old[slot + 1] as number);
    }
  }

  /** Where the row begins; 0: there is none. */
  #rowOf(node: number, hash: number, found: readonly number[], from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const row = slots[slot + 1] as number;
      if (row === 0) return 0;
      if (slots[slot] === hash && this.#isSame(row, node, found, from, to)) return row;
    }
  }

  #isSame(row: number, node: number, found: readonly number[], from: number, to: number): boolean {
    const rows = this.#rows;
    if (rows[row + NODE] !== node) return false;
    for (let at = from; at < to; at += 1) {
      if (rows[row + NUMBERS + at - from] !== found[at]) return false;
    }
    return true;
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

function mix(hash: number, number: number): number {
  const mixed = Math.imul(hash ^ number, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function hashOf(node: number, found: readonly number[], from: number, to: number): number {
  let hash = Math.imul(node, 0x9e3779b1);
  for (let at = from; at < to; at += 1) hash = mix(hash, found[at] as number);
  return hash;
}
