import type { AllocRequest, Space } from '../../model/call.ts';
import type { Traits } from '../../model/property.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { DelayedWork } from '../kernel/delayed-work.ts';
import type { Coroutine } from '../kernel/effect.ts';
import type { CacheSetup, RangeCaches } from '../caches/range-caches.ts';
import type { Guarded } from '../kernel/guarded.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Ptr, Slab } from '../kernel/slab.ts';
import type { Policy } from '../policies/policy.ts';
import type { Spinlock } from '../kernel/spinlock.ts';
import type { TreeMemory } from '../../port/tree-memory.ts';

/** `struct iova_domain`: the fields that every design has. */
export interface Domain {
  readonly kernel: Kernel;
  readonly space: Space;
  /** The bytes of a page: a power of two. */
  readonly granule: number;
  /** `iova_lock`, in mainline `iova_rbtree_lock`: protects the tree, `max32` and range objects. */
  readonly lock: Spinlock;
  readonly objects: Slab;
  /** `max32_alloc_size`: 32-bit requests of this size or more are refused without a search. */
  readonly max32: Guarded<number>;
  /** The work that retries deferred erases; null: the design has none. */
  readonly work: DelayedWork | null;
  /** The caches of ranges; null: it is set up without. */
  readonly caches: RangeCaches | null;
}

/** How a domain is set up. */
export interface Setup {
  readonly space: Space;
  readonly granule: number;
  readonly treeMemory: TreeMemory;
  /** The policy of the design; null: no work retries. */
  readonly policy: Policy | null;
  /** Absent or null: there are no caches. */
  readonly caches?: CacheSetup | null;
}

/** The state of a domain at rest: the fields of a recording's dump that the design has. */
export interface Dump {
  /** Pairs of a first and a last page, both inclusive; so are all pairs below. */
  readonly ranges: readonly (readonly [Pfn, Pfn])[];
  readonly deferred?: readonly (readonly [Pfn, Pfn])[];
  readonly cached?: Pfn | 'anchor';
  readonly cached32?: Pfn | 'anchor';
  /** The jiffy at which the pending work runs; null: it is not pending. */
  readonly work_due?: number | null;
  readonly deferred_span?: readonly [Pfn, Pfn];
}

/** The part of a design that looks up objects. */
export interface LookUpPart<D extends Domain> {
  /** `private_find_iova()`, lock held: the object of the live range that holds `pfn`, or null. */
  lookUp(d: D, pfn: Pfn): Ptr | null;
}

/**
 * A design is a record of steps and of their parts. A step is a generator or returns an effect:
 * other contexts can act before it and after it. A part is a plain function that a step calls, so
 * everything it does happens at once. Both are called through `this`, so that a variation can
 * replace one of them and keep the rest:
 *
 *     export default { ...llist, name: 'mine', storeRefused() {} }
 */
export interface Design<D extends Domain = Domain> {
  readonly name: string;
  readonly traits: Traits;
  /** When its work retries; null: no work does. */
  readonly policy: Policy | null;
  /** `init_iova_domain()` @throws RangeError if `setup.granule` makes the kernel hit a BUG */
  init(kernel: Kernel, setup: Setup): D;
  /** `alloc_iova()`: granted or refused. */
  alloc(d: D, request: AllocRequest): Coroutine<Outcome>;
  /** `free_iova()`: done. The published designs add the range that they looked up. */
  free(d: D, pfn: Pfn): Coroutine<Outcome>;
  /** `find_iova()`: the object of the live range that holds `pfn`, or null. */
  find(d: D, pfn: Pfn): Coroutine<Ptr | null>;
  /** `__free_iova()`, by object. */
  freeObject(d: D, object: Ptr): Coroutine<Outcome>;
  /** `reserve_iova()`, `hi` inclusive: done, with the bounds of the object; or refused. */
  reserve(d: D, lo: Pfn, hi: Pfn): Coroutine<Outcome>;
  /** `put_iova_domain()` */
  put(d: D): Coroutine<Outcome>;
  /** The function of the delayed work. */
  work?(d: D): Coroutine<Outcome>;
  dump(d: D): Dump;
}

/** The outcome of an allocation that got this range. */
export function granted(range: Range): Outcome {
  return { kind: 'granted', lo: range.lo, hi: range.hi };
}

/** The outcome of a refused call. `because`: the label of the step that decided. */
export function refused(because: string): Outcome {
  return { kind: 'refused', because };
}

/**
 * Whether a request up to `limit`, inclusive, is a 32-bit one. A request up to ~0UL is: there,
 * `limit + 1` wraps to 0.
 */
export function is32Bit(d: Domain, limit: Pfn): boolean {
  return limit >= Number.MAX_SAFE_INTEGER || limit + 1 <= d.space.dma32;
}

/** The bounds in a range object. */
export function rangeOf(d: Domain, object: Ptr): Range {
  return { lo: d.objects.read(object, 'lo'), hi: d.objects.read(object, 'hi') };
}
