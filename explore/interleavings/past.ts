import { assert } from '../../model/assert.ts';
/** A set of event indices, as bits. */
export type IndexSet = Int32Array;

/** An empty set with room for indices below `size`. */
export function emptySet(size: number): IndexSet {
  return new Int32Array((size + 31) >>> 5);
}

export function has(set: IndexSet, index: number): boolean {
  return (((set[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

export function add(set: IndexSet, index: number): void {
  assert(index >>> 5 < set.length, 'an index that a set has no room for');
  set[index >>> 5] = (set[index >>> 5] ?? 0) | (1 << (index & 31));
}

/** Adds all indices of `other` to `set`; `set` must have room for as many. */
export function addAll(set: IndexSet, other: IndexSet): void {
  assert(other.length <= set.length, 'indices that a set has no room for');
  for (let word = 0; word < other.length; word += 1) {
    set[word] = (set[word] as number) | (other[word] as number);
  }
}
