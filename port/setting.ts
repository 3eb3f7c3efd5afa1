import type { Space } from '../model/call.ts';
import type { Range } from '../model/range.ts';

/**
 * When a timer may fire. `exact`: at its deadline on the virtual clock. `any`: at any moment, which
 * covers every delay (a delay is a minimum) and every policy.
 */
export type Timers = 'exact' | 'any';

/**
 * Who decides whether a store needs memory. `tree`: the tree itself. `adversarial`: every store
 * may, except an exact overwrite with something that is not NULL; that covers every layout of
 * nodes. (A recording decides by script, whatever this says.)
 */
export type TreeMemory = 'tree' | 'adversarial';

/** What a system is made for. */
export interface Setting {
  readonly space: Space;
  /** Bytes of a page; a power of two. */
  readonly granule: number;
  /** CPUs that make calls; at least 1. */
  readonly cpus: number;
  /** How many of the CPUs, from 0, take interrupts that call the allocator. */
  readonly irqs: number;
  /** Pages reserved one by one before anything happens, by nobody's call; null: none. */
  readonly fillers: Range | null;
  readonly treeMemory: TreeMemory;
  readonly timers: Timers;
  /**
   * A search will come back to states: what there is must be in registers, and calls are named by
   * who makes them.
   */
  readonly forSearch: boolean;
}
