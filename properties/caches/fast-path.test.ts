/** The fast path, step by step, in the designs. */
import { describe, expect, test } from 'vitest';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { cachesOf } from '../../impl/designs/fast-path-design.ts';
import type { CachingDesign } from '../../impl/designs/fast-path-design.ts';
import type { Magazines } from '../../impl/caches/cpu-cache.ts';
import { MAX_PFN, type Pfn } from '../../model/range.ts';
import { DMA32, Rig, TOP } from '../designs/rig.ts';

const DESIGNS = [mainline, llist, marker, hardened] as unknown as readonly CachingDesign[];

const CACHES = { magazine: 2, classes: 2, stock: 0, hotplug: true };

/** A rig with caches whose magazines hold two ranges. */
function cached(design: CachingDesign, caches = CACHES, cpus = 2): Rig {
  return new Rig(design, { caches, cpus });
}

function allocFast(
  rig: Rig,
  sizePages = 1,
  limit: Pfn = TOP,
  { flush = true, on = 'cpu0', refuse = [] as readonly string[] } = {},
): number {
  return rig.call({ fn: 'allocFast', sizePages, limit, flush }, { on: on as 'cpu0', refuse });
}

function freeFast(rig: Rig, of: number, sizePages = 1, refuse: readonly string[] = []): number {
  const what = { call: of, offsetPages: 0 };
  return rig.call({ fn: 'freeFast', what, sizePages }, { refuse });
}

function magazinesOf(rig: Rig, order = 0, cpu = 0): Magazines {
  return cachesOf(rig.domain).of(order, cpu).shown;
}

function depotOf(rig: Rig): readonly (readonly Pfn[])[] {
  return cachesOf(rig.domain).depot(0).shown;
}

/** Allocates so many pages one by one, and then gives them back. Returns their numbers. */
function fill(rig: Rig, pages: number, limit: Pfn = TOP): readonly Pfn[] {
  const calls = Array.from({ length: pages }, () => allocFast(rig, 1, limit));
  const pfns = calls.map((call) => rig.range(call).lo);
  for (const call of calls) freeFast(rig, call);
  return pfns;
}

describe.each(DESIGNS)('the fast path of $name', (design) => {
  test('a freed range stays in the tree, and is handed out again without a search', () => {
    const rig = cached(design);
    const [first, second] = fill(rig, 2);
    expect(rig.dump().ranges).toHaveLength(2);
    const stored = rig.factsOf('stored').length;
    expect(rig.range(allocFast(rig)).lo).toBe(second);
    expect(rig.range(allocFast(rig)).lo).toBe(first);
    expect(rig.factsOf('stored')).toHaveLength(stored);
  });

  test('a size is rounded up to a power of two, and a class that is not cached is freed', () => {
    const rig = cached(design);
    const call = allocFast(rig, 3);
    expect(rig.range(call)).toEqual({ lo: TOP - 3, hi: TOP });
    freeFast(rig, call, 3);
    expect(rig.dump().ranges).toEqual([]);
  });

  test('the last page in loaded fills the hole of the one that is taken', () => {
    const rig = cached(design, { ...CACHES, magazine: 3 });
    const low = allocFast(rig, 1, DMA32 - 1);
    const high = [allocFast(rig), allocFast(rig)];
    const [lo, a, b] = [low, ...high].map((call) => rig.range(call).lo);
    for (const call of [low, ...high]) freeFast(rig, call);
    expect(magazinesOf(rig).loaded).toEqual([lo, a, b]);
    expect(rig.range(allocFast(rig, 1, DMA32 - 1)).lo).toBe(lo);
    expect(magazinesOf(rig).loaded).toEqual([b, a]);
  });

  test('where a size is above the limit, the threshold wraps, but in hardened', () => {
    const isSafe = design.name === 'hardened';
    expect(design.threshold(7, 8)).toBe(0);
    expect(design.threshold(6, 8)).toBe(isSafe ? -1 : Infinity);
    expect(design.threshold(MAX_PFN, 1)).toBeGreaterThanOrEqual(MAX_PFN);
    const rig = cached(design);
    const call = allocFast(rig, 2);
    const { lo } = rig.range(call);
    freeFast(rig, call, 2);
    const again = allocFast(rig, 2, 0);
    if (isSafe) expect(rig.response(again).refused).toBe(true);
    else expect(rig.range(again).lo).toBe(lo);
  });

  test('the fifth range of two magazines of two goes into a third: one goes to the depot', () => {
    const rig = cached(design);
    const pfns = fill(rig, 5);
    expect(depotOf(rig)).toEqual([[pfns[2], pfns[3]]]);
    expect(magazinesOf(rig).loaded).toEqual([pfns[4]]);
    const handedOut = pfns.map(() => rig.range(allocFast(rig)).lo);
    expect(new Set(handedOut)).toEqual(new Set(pfns));
    expect(depotOf(rig)).toEqual([]);
  });

  test('if the magazine is refused, the range goes to the tree', () => {
    const rig = cached(design);
    const calls = Array.from({ length: 5 }, () => allocFast(rig));
    for (const call of calls.slice(0, 4)) freeFast(rig, call);
    freeFast(rig, calls[4] as number, 1, ['__iova_rcache_insert: magazine']);
    expect(rig.dump().ranges).toHaveLength(4);
    expect(depotOf(rig)).toEqual([]);
  });

  test('after 100 jiffies a large depot gives back one magazine, and arms its work again', () => {
    const rig = cached(design, CACHES, 1);
    fill(rig, 8);
    expect(depotOf(rig)).toHaveLength(2);
    expect(() => rig.pass(101)).toThrow('not enabled');
    rig.pass(100);
    rig.step('trim0');
    rig.finish('trim0');
    expect(depotOf(rig)).toHaveLength(1);
    expect(rig.dump().ranges).toHaveLength(6);
    const { work } = cachesOf(rig.domain).depot(0);
    expect([work.pending, work.dueJiffies]).toEqual(['timer', 200]);
    rig.pass(100);
    rig.step('trim0');
    rig.finish('trim0');
    expect([depotOf(rig).length, work.pending]).toEqual([1, 'no']);
  });

  test('a flush empties CPUs in order, loaded before prev, and depots at last', () => {
    const rig = new Rig(design, { caches: CACHES, startPfn: DMA32, topPfn: DMA32 + 4 });
    const pfns = fill(rig, 5, DMA32 + 4);
    const erased = rig.factsOf('erased').length;
    const call = allocFast(rig, 4, DMA32 + 4);
    const order = rig.factsOf('erased').slice(erased);
    const [a, b, c, d, e] = pfns;
    expect(order.map(({ range }) => range.lo)).toEqual([e, a, b, c, d]);
    expect(rig.factsOf('flushed')).toHaveLength(1);
    expect(rig.response(call).refused).toBe(design.traits.gap === 'slack');
  });

  test('without flush a full cache leaves no room', () => {
    const rig = new Rig(design, { caches: CACHES, startPfn: DMA32, topPfn: DMA32 + 3 });
    fill(rig, 4, DMA32 + 3);
    const call = allocFast(rig, 2, DMA32 + 3, { flush: false });
    expect(rig.response(call).refused).toBe(true);
    expect(rig.factsOf('flushed')).toEqual([]);
  });

  test('a CPU that goes offline gives back what it caches, and no other', () => {
    const rig = cached(design);
    fill(rig, 1);
    const mine = rig.call(
      { fn: 'allocFast', sizePages: 2, limit: TOP, flush: true },
      { on: 'cpu1' },
    );
    const what = { call: mine, offsetPages: 0 };
    rig.call({ fn: 'freeFast', what, sizePages: 2 }, { on: 'cpu1' });
    expect(magazinesOf(rig, 1, 1).loaded).toHaveLength(1);
    rig.call({ fn: 'offline', cpu: 1 }, { on: 'hotplug' });
    expect(magazinesOf(rig, 1, 1).loaded).toEqual([]);
    expect(magazinesOf(rig, 0, 0).loaded).toHaveLength(1);
    expect(cachesOf(rig.domain).online.mask).toBe(0b01);
    rig.call({ fn: 'online', cpu: 1 }, { on: 'hotplug' });
    expect(cachesOf(rig.domain).online.mask).toBe(0b11);
  });

  test('the teardown leaves nothing of the caches', () => {
    const rig = cached(design);
    fill(rig, 7);
    rig.put();
    expect(rig.factsOf('remaining').at(-1)).toMatchObject({ objects: 0, works: 0, ofCaches: 0 });
    expect(rig.factsOf('misused')).toEqual([]);
  });
});
