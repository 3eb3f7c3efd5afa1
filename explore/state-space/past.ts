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
  set[index >>> 5] = (set[index >>> 5] ?? 0) | (1 << (index & 31));
}

/** Adds all of `other`, which has no index that `set` has no room for. */
export function addAll(set: IndexSet, other: IndexSet): void {
  for (let word = 0; word < other.length; word += 1) {
    set[word] = (set[word] as number) | (other[word] as number);
  }
}
