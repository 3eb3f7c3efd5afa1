import { assert } from '../../model/assert.ts';
import { cpuNumberOf, cpuOf, isCpu } from '../../model/context-id.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { CacheMemory } from './cache-memory.ts';
import { CpuCache } from './cpu-cache.ts';
import { Depot } from './depot.ts';
import { OnlineCpus } from './online-cpus.ts';

/** How the caches of a domain are set up. */
export interface CacheSetup {
  /** The number of possible CPUs. */
  readonly cpus: number;
  /** Bit n: CPU n is online at first. */
  readonly onlineMask: number;
  /** The number of ranges that fill a magazine; 127 in the kernel. */
  readonly capacity: number;
  /** The number of size classes that are cached, from that of one page on; 6 in the kernel. */
  readonly orders: number;
}

/** `iova_rcaches`: a cache for each size class and CPU of a domain, and a depot for each class. */
export class RangeCaches {
  readonly capacity: number;
  readonly orders: number;
  readonly cpus: number;
  readonly online: OnlineCpus;
  readonly memory: CacheMemory;
  readonly depots: readonly Depot[];
  readonly #kernel: Kernel;
  /** By order, then by CPU. */
  readonly #caches: readonly (readonly CpuCache[])[];

  constructor(kernel: Kernel, { cpus, onlineMask, capacity, orders }: CacheSetup) {
    this.#kernel = kernel;
    this.cpus = cpus;
    this.capacity = capacity;
    this.orders = orders;
    this.online = new OnlineCpus(kernel, onlineMask);
    this.memory = new CacheMemory(kernel);
    this.depots = Array.from(
      { length: orders },
      (_, order) => new Depot(kernel, order, this.online),
    );
    this.#caches = Array.from({ length: orders }, (_, order) =>
      Array.from({ length: cpus }, (__, cpu) => new CpuCache(kernel, order, cpu)),
    );
  }

  /** The cache of a CPU for ranges of that order. */
  of(order: number, cpu: number): CpuCache {
    return this.#caches[order]?.[cpu] as CpuCache;
  }

  depot(order: number): Depot {
    return this.depots[order] as Depot;
  }

  /**
   * The CPU that the present step runs on. A task whose CPU has gone offline has moved to the
   * lowest one that is online.
   */
  get thisCpu(): number {
    const on = cpuOf(this.#kernel.current?.id ?? 'cpu0');
    assert(isCpu(on), 'the fast path is taken on no CPU');
    const own = cpuNumberOf(on);
    return this.online.has(own) ? own : this.online.lowest;
  }
}
