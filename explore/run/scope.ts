import type { Space } from '../../model/call.ts';
import type { Callers } from '../../port/caller-kinds.ts';
import type { Timers } from '../../port/setting.ts';
import type { TreeMemory } from '../../port/tree-memory.ts';
import type { Range } from '../../model/range.ts';

/**
 * What a search asks for. `aligned`: one or two aligned pages, below 4 GiB or anywhere.
 * `unaligned`: the same, unaligned, so that ranges lie across the 4 GiB line. `refill`: only the
 * calls of `refillScript()`. `cached`: one page, or two if there are classes for it, by way of the
 * caches, with a flush and without. `wide`: unaligned ranges of a quarter of the space and a page,
 * as one user takes that cuts its arenas from them itself, below a limit that lies off the 4 GiB
 * line or anywhere; and beside it one page, below 4 GiB or anywhere, by way of the caches if there
 * are some. Random runs and scripts of the user have requests of their own.
 */
export type Requests = 'aligned' | 'unaligned' | 'refill' | 'cached' | 'wide';

/** Most CPUs that a scope has. */
export const CPUS_MAX = 4;
/** Most pages that a scope has. */
export const PAGES_MAX = 4096;
/** Most ranges in a magazine, as in the kernel. */
export const MAGAZINE_MAX = 127;
/** Most ranges that lie in caches when a run begins. */
export const STOCK_MAX = 1024;
/** Most fillers that a scope has. */
export const FILLERS_MAX = 4096;

/** The bounds of the runs of a search; a verdict holds within them. All bounds are inclusive. */
export interface Scope {
  /** CPUs that make calls; 1 to 4. */
  readonly cpus: number;
  /** The number of these CPUs that take interrupts which call the allocator; 0 to `cpus`. */
  readonly irqs: number;
  /** Calls in a run; the teardown does not count. */
  readonly calls: number;
  /** Pages of the space, across the 4 GiB line, without fillers; 2 to 4096. */
  readonly pages: number;
  /**
   * Ranges of one page in the middle of the space that are reserved before a run begins and that no
   * call of the run names. A walk from one end of the space to the other passes all of them.
   * 0 to 4096.
   */
  readonly fillers: number;
  readonly requests: Requests;
  /** The ranges that fill a magazine of the caches, 1 to 127; 0: there are no caches. */
  readonly magazine: number;
  /** The size classes that are cached, from that of one page on; 1 to 6. */
  readonly classes: number;
  /** Ranges of one page that lie in caches when a run begins: CPU 0 has freed them. 0 to 1024. */
  readonly stock: number;
  /** Whether CPUs go offline and come back. */
  readonly hotplug: boolean;
  /** Memory requests refused one by one. Refusals by pressure do not count. */
  readonly refusals: number;
  readonly callers: Callers;
  /** Whether callers reserve ranges. */
  readonly reserve: boolean;
  /** Whether the domain is torn down. */
  readonly teardown: boolean;
  readonly memory: TreeMemory;
  readonly timers: Timers;
}

/** The size of a page in every run, in bytes. */
export const GRANULE = 4096;

const DMA32 = 2 ** 32 / GRANULE;

/**
 * The space of a scope. It lies across the 4 GiB line, so that 32-bit and 64-bit requests both have
 * little room. `topPfn` is inclusive.
 *
 *     startPfn ...... dma32 - 1 | dma32 ...... topPfn        `pages` pages, half on each side
 *
 *     startPfn ...... dma32 - 1 | fillers, from dma32 on | ...... topPfn
 */
export function spaceOf(scope: Pick<Scope, 'pages' | 'fillers'>): Space {
  const below = Math.ceil(scope.pages / 2);
  return {
    startPfn: DMA32 - below,
    dma32: DMA32,
    topPfn: DMA32 + scope.fillers + scope.pages - below - 1,
  };
}

/** The pages of the fillers, both ends inclusive; null: there are none. */
export function fillersOf({ fillers }: Pick<Scope, 'fillers'>): Range | null {
  return fillers === 0 ? null : { lo: DMA32, hi: DMA32 + fillers - 1 };
}

/** "cpus=2 irqs=1 calls=3 ...", as in verdicts; usual fillers, requests and caches are left out. */
export function formatScope(scope: Scope): string {
  const flag = (on: boolean): string => (on ? 'on' : 'off');
  const fillers = scope.fillers === 0 ? '' : ` fillers=${scope.fillers}`;
  const requests = scope.requests === 'aligned' ? '' : ` requests=${scope.requests}`;
  const { magazine, classes, stock } = scope;
  const caches =
    magazine === 0
      ? ''
      : ` magazine=${magazine} classes=${classes} stock=${stock} hotplug=${flag(scope.hotplug)}`;
  return (
    `cpus=${scope.cpus} irqs=${scope.irqs} calls=${scope.calls} pages=${scope.pages}${fillers}` +
    `${requests}${caches} ` +
    `refusals=${scope.refusals} callers=${scope.callers} reserve=${flag(scope.reserve)} ` +
    `teardown=${flag(scope.teardown)} memory=${scope.memory} timers=${scope.timers}`
  );
}
