/** What Linux 7.3-rc7 does, without the per-CPU caches. */
import { describe, expect, test } from 'vitest';
import { mainline } from '../../impl/designs/mainline.ts';
import { MAX_PFN } from '../../model/range.ts';
import { DMA32, Rig, TOP } from './rig.ts';

const PLACE = '__alloc_and_insert_iova_range';

function max32(rig: Rig): number {
  return rig.domain.max32.get();
}

describe('mainline: allocations', () => {
  test('allocations go downwards, each from the last one', () => {
    const rig = new Rig(mainline);
    const los = [rig.alloc(1), rig.alloc(1), rig.alloc(1)].map((call) => rig.range(call).lo);
    expect(los).toEqual([TOP, TOP - 1, TOP - 2]);
  });

  test('an allocation finds an exactly fitting aligned hole', () => {
    const rig = new Rig(mainline, { startPfn: DMA32, topPfn: DMA32 + 1 });
    expect(rig.range(rig.alloc(2, DMA32 + 1))).toEqual({ lo: DMA32, hi: DMA32 + 1 });
  });

  test('an allocation takes the highest aligned place in a gap, and keeps its exact size', () => {
    const rig = new Rig(mainline);
    expect(rig.range(rig.alloc(3))).toEqual({ lo: TOP - 3, hi: TOP - 1 });
    expect(rig.range(rig.alloc(3))).toEqual({ lo: TOP - 7, hi: TOP - 5 });
  });

  test('an allocation looks above the last one only if there is nothing left below it', () => {
    const rig = new Rig(mainline, { startPfn: DMA32, topPfn: DMA32 + 3 });
    const limits = [DMA32 + 1, DMA32 + 3, DMA32 + 3, DMA32 + 3];
    const los = limits.map((limit) => rig.range(rig.alloc(1, limit)).lo);
    expect(los).toEqual([DMA32 + 1, DMA32, DMA32 + 3, DMA32 + 2]);
  });

  test('an allocation below 4 GiB begins at a place of its own, cached32_node', () => {
    const rig = new Rig(mainline);
    rig.alloc(1);
    expect(rig.range(rig.alloc(1, DMA32 - 1)).lo).toBe(DMA32 - 1);
    expect([rig.dump().cached, rig.dump().cached32]).toEqual([TOP, DMA32 - 1]);
  });

  test('where an allocation lands, not its limit, decides which cached node it moves', () => {
    const rig = new Rig(mainline, { topPfn: DMA32 - 1 });
    rig.alloc(1, DMA32);
    rig.alloc(1, DMA32);
    expect([rig.dump().cached, rig.dump().cached32]).toEqual([DMA32, DMA32 - 1]);
  });

  test('an allocation that fails sets the hint, whatever its limit was', () => {
    const rig = new Rig(mainline, { startPfn: DMA32, topPfn: DMA32 });
    rig.alloc(1, DMA32);
    expect(rig.response(rig.alloc(1, DMA32)).because).toBe(`${PLACE}: search failed`);
    expect(max32(rig)).toBe(1);
  });

  test('an allocation up to ~0UL fails in an empty space, and sets the hint', () => {
    const rig = new Rig(mainline);
    expect(rig.response(rig.alloc(3, MAX_PFN)).refused).toBe(true);
    expect(max32(rig)).toBe(3);
  });

  test('an allocation below 4 GiB of the size of the hint fails without a search', () => {
    const rig = new Rig(mainline);
    rig.alloc(2, DMA32 - 33);
    expect(rig.response(rig.alloc(2, DMA32 - 1)).because).toBe(
      `${PLACE}: max32 forbids <- ${PLACE}: search failed`,
    );
    expect(rig.response(rig.alloc(1, DMA32 - 1)).refused).toBe(false);
    expect(rig.response(rig.alloc(2)).refused).toBe(false);
  });

  test('an allocation whose object is refused changes nothing', () => {
    const rig = new Rig(mainline);
    rig.alloc(1, TOP, { refuse: ['object'] });
    expect(rig.factsOf('locked')).toEqual([]);
    expect([rig.dump().ranges, max32(rig)]).toEqual([[], DMA32]);
  });
});

describe('mainline: frees', () => {
  test('a free erases its range although all memory is refused', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1);
    rig.press('all');
    rig.free(call);
    expect(rig.dump().ranges).toEqual([]);
    expect(rig.factsOf('deferred')).toEqual([]);
  });

  test('a free of the range at cached_node moves cached_node to the next higher range', () => {
    const rig = new Rig(mainline);
    const [high, low] = [rig.alloc(1), rig.alloc(1)];
    rig.free(low);
    expect(rig.dump().cached).toBe(TOP);
    rig.free(high);
    expect(rig.dump().cached).toBe('anchor');
  });

  test('a free above cached_node moves it, a free below does not', () => {
    const rig = new Rig(mainline);
    const [high, , low] = [rig.alloc(1), rig.alloc(1), rig.alloc(1)];
    rig.free(high);
    expect(rig.dump().cached).toBe('anchor');
    const next = rig.alloc(1);
    expect(rig.range(next).lo).toBe(TOP);
    rig.free(low);
    expect(rig.dump().cached).toBe(TOP);
  });

  test('a free below 4 GiB and above cached32_node moves cached32_node', () => {
    const rig = new Rig(mainline);
    const [high] = [rig.alloc(1, DMA32 - 1), rig.alloc(1, DMA32 - 1)];
    expect(rig.dump().cached32).toBe(DMA32 - 2);
    rig.free(high);
    expect(rig.dump().cached32).toBe('anchor');
    expect(rig.range(rig.alloc(1, DMA32 - 1)).lo).toBe(DMA32 - 1);
  });

  test('a free below 4 GiB can move cached32_node above 4 GiB', () => {
    const rig = new Rig(mainline);
    rig.alloc(1);
    rig.free(rig.alloc(1, DMA32 - 1));
    expect(rig.dump().cached32).toBe(TOP);
  });

  test('a free resets the hint only if the range begins below 4 GiB', () => {
    const rig = new Rig(mainline);
    const [high, low] = [rig.alloc(1), rig.alloc(1, DMA32 - 1)];
    rig.alloc(2, DMA32 - 33);
    rig.free(high);
    expect(max32(rig)).toBe(2);
    rig.free(low);
    expect(max32(rig)).toBe(DMA32);
  });

  test('a second free of a range, or a free of a pfn that no range holds, does nothing', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1);
    rig.free(call);
    rig.free(call);
    rig.call({ fn: 'free', what: { pfn: DMA32 } });
    expect(rig.factsOf('erased')).toHaveLength(1);
    expect(rig.factsOf('misused')).toEqual([]);
  });

  test('a free by object trusts the object: after another free it touches freed memory', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1);
    rig.start('cpu0', { fn: 'freeObject', what: { call, offsetPages: 0 } });
    rig.stepTo('cpu0', '__free_iova: lock');
    rig.free(call, { on: 'cpu1' });
    rig.finish('cpu0');
    expect(rig.factsOf('misused')[0]).toMatchObject({
      misuse: 'use-after-free',
      where: '__free_iova: remove_iova',
      because: 'free_iova() freed it',
    });
  });
});

describe('mainline: reservations', () => {
  test('a reservation extends the ranges that it overlaps, and makes a node of the rest', () => {
    const rig = new Rig(mainline);
    rig.reserve(DMA32 + 2, DMA32 + 3);
    rig.reserve(DMA32 + 6, DMA32 + 7);
    rig.reserve(DMA32, DMA32 + 9);
    expect(rig.dump().ranges).toEqual([
      [DMA32, DMA32 + 3],
      [DMA32 + 4, DMA32 + 7],
      [DMA32 + 8, DMA32 + 9],
    ]);
  });

  test('a reservation that one range covers asks for no memory', () => {
    const rig = new Rig(mainline);
    rig.reserve(DMA32, DMA32 + 3);
    const asked = rig.factsOf('memory').length;
    rig.reserve(DMA32 + 1, DMA32 + 2);
    expect(rig.factsOf('memory')).toHaveLength(asked);
  });

  test('a reservation that is refused the object for its rest leaves extensions in place', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1, DMA32 + 4);
    const refuse = ['reserve_iova: object'];
    expect(rig.response(rig.reserve(DMA32 + 3, DMA32 + 5, { refuse })).refused).toBe(true);
    expect(rig.dump().ranges).toEqual([[DMA32 + 3, DMA32 + 4]]);
    expect(rig.range(call)).toEqual({ lo: DMA32 + 4, hi: DMA32 + 4 });
  });

  test('a reservation is freed together with the allocation that it extended', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1, DMA32 + 4);
    rig.reserve(DMA32 + 3, DMA32 + 4);
    rig.free(call);
    expect(rig.dump().ranges).toEqual([]);
  });

  test('a reservation moves neither cached nodes nor the hint', () => {
    const rig = new Rig(mainline);
    rig.alloc(2, DMA32 - 33);
    const { cached, cached32 } = rig.dump();
    rig.reserve(DMA32 - 4, DMA32 + 4);
    expect(rig.dump()).toMatchObject({ cached, cached32 });
    expect(max32(rig)).toBe(2);
  });
});

test('a teardown of mainline leaves no object and no work', () => {
  const rig = new Rig(mainline);
  for (const size of [1, 2, 3]) rig.alloc(size);
  rig.reserve(DMA32, DMA32 + 1);
  rig.put();
  expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: 0, works: 0 }]);
  expect(rig.factsOf('misused')).toEqual([]);
});

test('an exact aligned hole that is freed is used again by mainline', () => {
  const rig = new Rig(mainline, { startPfn: DMA32, topPfn: DMA32 + 3 });
  const calls = [rig.alloc(2, DMA32 + 3), rig.alloc(2, DMA32 + 3)];
  rig.free(calls[0] as number);
  expect(rig.range(rig.alloc(2, DMA32 + 3))).toEqual({ lo: DMA32 + 2, hi: DMA32 + 3 });
});

test('a granule that is no power of two, or is above a page, is a BUG', () => {
  const space = { startPfn: 1, dma32: DMA32, topPfn: TOP };
  const { kernel } = new Rig(mainline).machine;
  for (const granule of [0, 3, 8192]) {
    expect(() =>
      mainline.init(kernel, { space, granule, treeMemory: 'tree-6.12', policy: null }),
    ).toThrow('BUG');
  }
});
