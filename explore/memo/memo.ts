import { QUESTIONS, type Reads } from '../../abstraction/reads.ts';
import { assert } from '../../model/assert.ts';
import { longer } from './longer.ts';
import { NumberTable } from './number-table.ts';

const FIRST_NODES = 2 ** 8;

/** What a node reads: nothing has been learned there yet; or nothing more, since it has a value. */
const UNKNOWN = -1;
const LEAF = -2;

/** The length of an edge: the node that it leads from, the number that was read, where it leads. */
const EDGE = 3;

/**
 * Remembers what functions of a state are, by what they read of it: a decision tree. Each node
 * reads a register, or the answer to a question about one, and its number says which edge to take.
 * States that agree in what was read have the same value, however much else differs.
 */
export class Memo {
  readonly #reads: Reads;
  /** By node: what is read there, as `Reads` has it. */
  #read = new Int32Array(FIRST_NODES).fill(UNKNOWN);
  /** By leaf: its value. */
  #values = new Int32Array(FIRST_NODES);
  #nodes = 1;
  /** A hash table with open addressing; free where an edge leads to node 0, the root. */
  #edges = new Int32Array(4 * FIRST_NODES * EDGE);
  /** By question and number: 0 or 1; -1: not known. */
  readonly #answers: NumberTable[] = [];

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  get bytes(): number {
    return 4 * (this.#read.length + this.#values.length + this.#edges.length);
  }

  /**
   * The value of a function in a state; -1: it is not known.
   * @param of the number of the function, from 0
   */
  find(of: number, numbers: Int32Array): number {
    let node = this.#next(0, of);
    while (node > 0) {
      const read = this.#read[node] as number;
      if (read === LEAF) return this.#values[node] as number;
      const number = read < QUESTIONS ? (numbers[read] as number) : this.#answer(read, numbers);
      node = this.#next(node, number);
    }
    return -1;
  }

  /**
   * Remembers a value of a function in a state, by what was read between `begin()` and `end()` of
   * the reads. What is known already stays.
   */
  learn(of: number, numbers: Int32Array, value: number): void {
    const { read, answers, asked } = this.#reads;
    let node = this.#follow(0, of);
    for (let at = 0; at < read.length; at += 1) {
      const what = read[at] as number;
      const place = what < QUESTIONS ? what : (asked[what - QUESTIONS] as number);
      if (this.#read[node] === UNKNOWN) this.#read[node] = what;
      assert(this.#read[node] === what, 'a function of a state reads what it did not read before');
      let number = numbers[place] as number;
      if (what >= QUESTIONS) {
        this.#setAnswer(what, number, answers[at] as number);
        number = answers[at] as number;
      }
      node = this.#follow(node, number);
    }
    if (this.#read[node] === LEAF) return;
    assert(this.#read[node] === UNKNOWN, 'a function of a state reads less than it did before');
    this.#read[node] = LEAF;
    this.#values[node] = value;
  }

  #answer(read: number, numbers: Int32Array): number {
    const question = read - QUESTIONS;
    const place = this.#reads.asked[question] as number;
    return this.#answers[question]?.of(numbers[place] as number) ?? -1;
  }

  #setAnswer(read: number, number: number, answer: number): void {
    const question = read - QUESTIONS;
    while (this.#answers.length <= question) this.#answers.push(new NumberTable());
    this.#answers[question]?.set(number, answer);
  }

  /** The node that an edge leads to; 0: there is no such edge. */
  #next(from: number, number: number): number {
    return this.#edges[this.#slotOf(from, number) + 2] as number;
  }

  /** The same; a new edge is made if there is none. */
  #follow(from: number, number: number): number {
    const slot = this.#slotOf(from, number);
    const known = this.#edges[slot + 2] as number;
    if (known > 0) return known;
    const node = this.#nodes;
    this.#edges[slot] = from;
    this.#edges[slot + 1] = number;
    this.#edges[slot + 2] = node;
    this.#nodes += 1;
    if (2 * EDGE * this.#nodes > this.#edges.length) this.#spread();
    if (this.#nodes === this.#read.length) {
      this.#values = longer(this.#values, 2 * this.#nodes);
      this.#read = longer(this.#read, 2 * this.#nodes);
      this.#read.fill(UNKNOWN, this.#nodes);
    }
    return node;
  }

  /** Where the edge is, or a free slot for it. */
  #slotOf(from: number, number: number): number {
    const edges = this.#edges;
    const slots = edges.length / EDGE;
    let hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const at = slot * EDGE;
      if (edges[at + 2] === 0 || (edges[at] === from && edges[at + 1] === number)) return at;
    }
  }

  #spread(): void {
    const old = this.#edges;
    this.#edges = new Int32Array(2 * old.length);
    for (let at = 0; at < old.length; at += EDGE) {
      if (old[at + 2] === 0) continue;
      const slot = this.#slotOf(old[at] as number, old[at + 1] as number);
      this.#edges[slot] = old[at] as number;
      this.#edges[slot + 1] = old[at + 1] as number;
      this.#edges[slot + 2] = old[at + 2] as number;
    }
  }
}
