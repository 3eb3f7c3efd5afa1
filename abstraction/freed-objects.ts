import { unordered } from './register.ts';

/**
 * Left out of a state: freed range objects that nothing points to any more, and where live objects
 * lie in memory as long as no freed one can be reached.
 *
 * Why that is sound: a freed object can be read only through a pointer to it, and no code makes a
 * pointer up. Pointers are held by shared state, by coroutines that were sent one, and by other
 * objects. If none of them holds one, no step can find out that the object ever existed. Where a
 * live object lies matters only for what a stale pointer to the same memory reads. So its place is
 * part of the state as long as a stale pointer can be reached. So is the order in which free memory
 * is handed out again, up to the last piece that a stale pointer leads to.
 *
 * Objects that existed when the run began and that nothing has touched are left out, too: see
 * `untouched-fillers.ts`.
 */

/** A range object that was handed out. Immutable. */
export interface Handed {
  /** The index of its memory. */
  readonly slot: number;
  /** Who freed it, and its bounds then, inclusive; null: it is live. */
  readonly freed: { readonly by: string; readonly lo: number; readonly hi: number } | null;
}

/** The memory of range objects. The arrays of fields are indexed by slot. */
export interface ObjectMemory {
  /** All objects handed out, by name, except untouched ones from before the run. */
  readonly handed: ReadonlyMap<number, Handed>;
  readonly lo: readonly number[];
  readonly hi: readonly number[];
  readonly next: readonly number[];
  readonly tries: readonly number[];
  /** The object is on a lock-free list, or on a chain taken from one that is not walked yet. */
  readonly linked: readonly boolean[];
  /** Free slots; the last is handed out first. */
  readonly free: readonly number[];
}

/**
 * The freed objects that something still points to.
 * @param isFirst whether an object existed when the run began
 * @param isHeld whether a pointer is held outside objects; called only for freed objects
 */
export function staleIn(
  { handed, next }: ObjectMemory,
  isFirst: (object: number) => boolean,
  isHeld: (object: number) => boolean,
): ReadonlySet<number> {
  const stale = new Set<number>();
  // What a stale pointer leads to can be read, and may point on.
  const reachable = new Set<number>();
  for (const { slot, freed } of handed.values()) {
    if (freed === null) reachable.add(next[slot] as number);
  }
  for (let before = -1; before < stale.size;) {
    before = stale.size;
    for (const [ptr, { slot, freed }] of handed) {
      if (freed === null || stale.has(ptr)) continue;
      if (!reachable.has(ptr) && !isFirst(ptr) && !isHeld(ptr)) continue;
      stale.add(ptr);
      reachable.add(next[slot] as number);
    }
  }
  return stale;
}

/**
 * The part of the memory that has consequences, as plain data.
 * @param stale what `staleIn()` returns
 */
export function observeObjects(memory: ObjectMemory, stale: ReadonlySet<number>): unknown {
  const { handed, lo, hi, next, tries, linked, free } = memory;
  const live: unknown[] = [];
  for (const [ptr, { slot, freed }] of handed) {
    if (freed !== null) continue;
    live.push([ptr, lo[slot], hi[slot], next[slot], tries[slot], linked[slot]]);
  }
  if (stale.size === 0) return unordered(live);
  const tenants = new Map([...handed].map(([ptr, { slot }]) => [slot, ptr]));
  const named = new Map<number, Set<number>>();
  const dangling = Array.from(stale, (ptr) => {
    const { slot, freed } = handed.get(ptr) as Handed;
    named.set(slot, (named.get(slot) ?? new Set()).add(ptr));
    const there = [tenants.get(slot), lo[slot], hi[slot], next[slot], tries[slot], linked[slot]];
    return [ptr, freed?.by, there];
  });
  const reusable = free.map((slot) => named.get(slot) ?? new Set<number>());
  // Slots that are handed out after all those with stale pointers are left out: it makes no
  // difference whether they were ever used.
  const first = reusable.findIndex((pointers) => pointers.size > 0);
  return [unordered(live), unordered(dangling), first < 0 ? [] : reusable.slice(first)];
}

/** Whether the pointer occurs in the plain data. */
export function mentions(data: unknown, ptr: number): boolean {
  if (typeof data === 'number') return data === ptr;
  if (typeof data !== 'object' || data === null) return false;
  if (Array.isArray(data)) return data.some((element) => mentions(element, ptr));
  return Object.values(data).some((element) => mentions(element, ptr));
}
