import type { Space } from '../model/call.ts';
import type { Range } from '../model/range.ts';
import type { TreeMemory } from './tree-memory.ts';

/**
 * When a timer may fire. `exact`: from its deadline on the virtual clock on. `any`: at any moment,
 * which covers every delay (a delay is only a minimum) and so every policy.
 */
export type Timers = 'exact' | 'any';

/** The caches of a setting. */
export interface CacheScope {
  /** The number of ranges that fill a magazine; at least 1. */
  readonly magazine: number;
  /** The number of size classes that are cached; at least 1. */
  readonly classes: number;
  /** Ranges of one page that lie in caches before the run begins, freed by CPU 0. */
  readonly stock: number;
  /** CPUs go offline and come back. */
  readonly hotplug: boolean;
}

/** The setting for which a system is made. */
export interface Setting {
  readonly space: Space;
  /** Bytes per page; a power of two. */
  readonly granule: number;
  /** The number of CPUs that make calls; at least 1. */
  readonly cpus: number;
  /** The number of CPUs, counted from CPU 0, that take interrupts that call the allocator. */
  readonly irqs: number;
  /** Pages reserved one by one, and by no call, before the run begins; null: none. */
  readonly fillers: Range | null;
  /** The caches; null: there are none. */
  readonly caches: CacheScope | null;
  readonly treeMemory: TreeMemory;
  /** The tree reports that it warns of a request for nodes that is refused: the fact `warned`. */
  readonly treeWarns: boolean;
  readonly timers: Timers;
  /**
   * A search will come back to states. So the whole state must be in registers, and calls are named
   * by their callers.
   */
  readonly forSearch: boolean;
}
