/** The most numbers that one place of a vector may hold, and the most nodes of a trie. */
const MOST = 2 ** 26;

/** Remembers a number for each content of some places of a vector. */
export class NumberTrie {
  #places: readonly number[] = [];
  /** By node and number at the next place: the next node; at the last place: what is remembered. */
  #next = new Map<number, number>();
  #nodes = 1;

  /** Forgets everything; from now on these places count. */
  begin(places: readonly number[]): void {
    this.#places = places;
    this.#next = new Map();
    this.#nodes = 1;
  }

  /** What is remembered for this vector; -1: nothing. */
  get(numbers: Int32Array): number {
    const places = this.#places;
    let node = 0;
    for (let at = 0; at < places.length; at += 1) {
      const next = this.#next.get(node * MOST + (numbers[places[at] as number] as number));
      if (next === undefined) return -1;
      node = next;
    }
    return places.length === 0 ? -1 : node;
  }

  /** Remembers `value`, from 0, for this vector. */
  set(numbers: Int32Array, value: number): void {
    let node = 0;
    for (const [at, place] of this.#places.entries()) {
      const key = node * MOST + (numbers[place] as number);
      if (at === this.#places.length - 1) {
        this.#next.set(key, value);
        return;
      }
      let next = this.#next.get(key);
      if (next === undefined) {
        next = this.#nodes;
        this.#nodes += 1;
        this.#next.set(key, next);
      }
      node = next;
    }
  }
}
