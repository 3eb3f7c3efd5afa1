import type { Space } from '../model/call.ts';
import type { Timers } from '../impl/machine-setup.ts';
import type { TreeMemory } from '../impl/tree/range-tree.ts';

/** `well-behaved`: frees what it owns, once; reserves what is free to it. Else `careless`. */
export type Callers = 'well-behaved' | 'careless';

/** Most CPUs that a scope has. */
export const CPUS_MAX = 4;
/** Most pages that a scope has. */
export const PAGES_MAX = 64;

/** The bounds within which runs are made, and what a verdict is about. */
export interface Scope {
  /** CPUs that make calls; 1 to 4. */
  readonly cpus: number;
  /** How many of them take interrupts that call the allocator; 0 to `cpus`. */
  readonly irqs: number;
  /** Calls in a run, the teardown not counted. */
  readonly calls: number;
  /** Pages that allocations deal in, across the 4 GiB line; 2 to 64. */
  readonly pages: number;
  /** Memory requests refused one by one; pressure refuses more. */
  readonly refusals: number;
  readonly callers: Callers;
  /** Whether calls reserve. */
  readonly reserve: boolean;
  /** Whether the domain is torn down. */
  readonly teardown: boolean;
  readonly memory: TreeMemory;
  readonly timers: Timers;
}

/** Bytes of a page in every run. */
export const GRANULE = 4096;

const DMA32 = 2 ** 32 / GRANULE;

/**
 * The space lies across the 4 GiB line: 32-bit and 64-bit requests both have little room.
 *
 *     startPfn ...... dma32 - 1 | dma32 ...... topPfn        `pages` pages, half on each side
 */
export function spaceOf(scope: Pick<Scope, 'pages'>): Space {
  const below = Math.ceil(scope.pages / 2);
  return { startPfn: DMA32 - below, dma32: DMA32, topPfn: DMA32 + scope.pages - below - 1 };
}

/** "cpus=2 irqs=1 calls=3 ...", as verdicts name a scope. */
export function formatScope(scope: Scope): string {
  const flag = (on: boolean): string => (on ? 'on' : 'off');
  return (
    `cpus=${scope.cpus} irqs=${scope.irqs} calls=${scope.calls} pages=${scope.pages} ` +
    `refusals=${scope.refusals} callers=${scope.callers} reserve=${flag(scope.reserve)} ` +
    `teardown=${flag(scope.teardown)} memory=${scope.memory} timers=${scope.timers}`
  );
}
