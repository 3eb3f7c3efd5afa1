import { cpuNumberOf, isCaller } from '../../model/context-id.ts';
import type { Fact } from '../../model/fact.ts';
import type { Range } from '../../model/range.ts';
import type { Setting } from '../../port/setting.ts';
import type { CacheSetup } from '../caches/range-caches.ts';
import type { Design, Domain } from '../designs/design.ts';
import type { Context } from '../kernel/context.ts';
import { complete } from './complete.ts';
import type { Machine } from './machine.ts';
import { perform, setUpCaches } from './perform.ts';

/** The set-up of the caches of a setting; null: there are none. */
export function cacheSetupOf({ caches, cpus }: Setting): CacheSetup | null {
  if (caches === null) return null;
  const { magazine: capacity, classes: orders } = caches;
  return { cpus, onlineMask: 2 ** cpus - 1, capacity, orders };
}

/** Whether the CPU of the context is online. Whoever runs on no CPU always is. */
export function isOnline({ caches }: Domain, { id }: Context): boolean {
  return caches === null || !isCaller(id) || caches.online.has(cpuNumberOf(id));
}

/**
 * Sets up the caches, and fills them as the setting says: CPU 0 allocates that many pages, one by
 * one, and then gives them back. Returns what is cached then, ascending. Memory is granted.
 * @throws Error if the design has no fast path, or refuses a page
 */
export function stockCaches(
  machine: Machine,
  design: Design,
  { caches, space }: Setting,
): readonly Range[] {
  if (caches === null) return [];
  const { domain } = machine;
  complete(machine, setUpCaches(design, domain));
  const ranges: Range[] = [];
  const request = { fn: 'allocFast', sizePages: 1, limit: space.topPfn, flush: false } as const;
  for (let taken = 0; taken < caches.stock; taken += 1) {
    const outcome = complete(machine, perform(design, domain, request));
    if (outcome.kind === 'granted') ranges.push({ lo: outcome.lo, hi: outcome.hi });
    else throw new Error(`no page is left to be cached: the space has ${taken}`);
  }
  for (const { lo } of ranges) {
    complete(machine, perform(design, domain, { fn: 'freeFast', pfn: lo, of: null, sizePages: 1 }));
  }
  return ranges.toSorted((a, b) => a.lo - b.lo);
}

/** What is to be told of depots that are stocked before the run begins. */
export function openingOf({ caches }: Domain): readonly Fact[] {
  if (caches === null) return [];
  const { online } = caches;
  return caches.depots.flatMap(({ order, shown, work }): readonly Fact[] => {
    const piled = { kind: 'piled', order, magazines: shown.length, online: online.count } as const;
    if (shown.length === 0) return [];
    return work.pending === 'no' ? [piled] : [{ kind: 'trim', order, state: 'armed' }, piled];
  });
}
