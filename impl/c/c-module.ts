/**
 * All memory of the C begins here, in bytes: above every page, so that the C's snapshots can tell
 * pointers from pages.
 */
export const HEAP_BEGINS = 2 ** 24;

/** Where a context of the C stands: `enum ic_kind` of `c/runtime/world.h`. */
export const KIND = {
  idle: 0,
  locks: 1,
  unlocks: 2,
  asks: 3,
  frees: 4,
  tree: 5,
  done: 6,
  halted: 7,
  changes: 8,
  lists: 9,
  touches: 10,
  arms: 11,
  armsAgain: 12,
  cancels: 13,
  cancelsSync: 14,
  waits: 15,
  looks: 16,
} as const;

/** A change of a maple tree: `enum change` of `c/runtime/maple.c`. */
export const CHANGES = ['store', 'erase', 'mark'] as const;

/** What a step of the C tells: `enum ic_told` of `c/runtime/world.h`. */
export const TOLD = {
  misused: 0,
  logged: 1,
  got: 2,
  gave: 3,
  unlocked: 4,
  sleeps: 5,
  listed: 6,
} as const;

/**
 * The functions of `c/runtime/exports.c`. `i` is a context, `n` an index. Addresses are bytes from
 * the beginning of the module's memory. A negative page stands for ~0UL.
 */
export interface CFunctions {
  /** @param treeDecides 1: the tree decides which changes need nodes */
  setUp(granule: number, startPfn: number, treeDecides: number): void;
  /** Begins the call with that letter, and returns where the context stands then. */
  begin(i: number, call: number, a: number, b: number, c: number): number;
  /** @param answer to the step: 1: refused, or what the use of a work returns */
  goOn(i: number, answer: number): number;
  /** @param wanted 1: from the next step on, accesses are noted */
  note(wanted: number): void;
  /** The accesses of the last step; -1: more than can be noted. */
  accesses(): number;
  /** The number of what was accessed, for `memoryObject()`. */
  accessed(n: number): number;
  accessChanges(n: number): number;
  forget(i: number): void;
  forgetFound(i: number): void;
  /** The address of the place where it stands; 0: it stands at none. */
  at(i: number): number;
  irqsOff(i: number): number;
  lo(i: number): number;
  hi(i: number): number;
  /** -1: the object was freed. */
  boundFound(i: number, isHigh: number): number;
  foundFreedBy(i: number): number;
  /** The number of the object, for `memoryObject()`. */
  foundObject(i: number): number;
  facts(): number;
  told(n: number): number;
  toldA(n: number): number;
  toldB(n: number): number;
  /** The number of a line, or the address of a place; 0: it is not known. */
  toldAt(n: number): number;
  /** Whether the last step has changed the tree. */
  treeChanged(): number;
  /**
   * The number of ranges before that step that it has changed, and the address of their bounds and
   * marks; the same after that step.
   */
  countBefore(): number;
  before(): number;
  countAfter(): number;
  after(): number;
  /** The number of ranges that the tree held when it was read last. */
  size(): number;
  /** The number of ranges; -1: the tree leads to what is no object. */
  readTree(): number;
  /** The address of the ranges that were read last. */
  ranges(): number;
  /** Entries of the tree that the last step has visited, and the levels of the tree. */
  visits(): number;
  depth(): number;
  hasWork(): number;
  isMaple(): number;
  /** The delay of the step at which the context stands, which arms the work. */
  delay(i: number): number;
  /** Whether the domain has bounds of what is deferred. Reads them. */
  hasWindow(): number;
  windowLo(): number;
  /** Below `windowLo()`: nothing is deferred. */
  windowHi(): number;
  /** The number of changes of the tree since it was last surveyed. */
  touched(): number;
  surveyed(): void;
  live(): number;
  /** Writes the state to the snapshot, and returns its size in bytes. */
  save(): number;
  restore(): void;
  snapshot(): number;
  hash(): bigint;
  /** Writes what the hash is one of, and returns its size in words of 8 bytes. */
  canonical(): number;
  canonicalAt(): number;
  locks(): number;
  lockName(): number;
  places(): number;
  place(n: number): number;
}

/** An instance of the compiled allocator. */
export interface CModule {
  readonly functions: CFunctions;
  readonly memory: Uint8Array;
  /** Forgets what the C was doing: to be called when a step was left in the middle. */
  abandon(): void;
}

/** What the C calls. */
export interface CallsFromC {
  /** Throws, so that no C code goes on; so does `missing`. */
  leave(): never;
  /** Whether a change of the tree gets its nodes. `change`: `CHANGES`. `needs`, `again`: 0 or 1. */
  grants(change: number, lo: number, hi: number, needs: number, again: number): number;
  /** @param what the address of a text; `at`: that of a place */
  missing(what: bigint, at: bigint): never;
}
