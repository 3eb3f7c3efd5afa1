/** What Linux 7.3-rc7 does, caches apart. */
import { describe, expect, test } from 'vitest';
import { mainline } from '../../impl/designs/mainline.ts';
import { MAX_PFN } from '../../model/range.ts';
import { DMA32, Rig, TOP } from './rig.ts';

const PLACE = '__alloc_and_insert_iova_range';

function max32(rig: Rig): number {
  return rig.domain.max32.get();
}

describe('an allocation', () => {
  test('goes downwards from the last one', () => {
    const rig = new Rig(mainline);
    const los = [rig.alloc(1), rig.alloc(1), rig.alloc(1)].map((call) => rig.range(call).lo);
    expect(los).toEqual([TOP, TOP - 1, TOP - 2]);
  });

  test('finds an exactly fitting aligned hole', () => {
    const rig = new Rig(mainline, { startPfn: DMA32, topPfn: DMA32 + 1 });
    expect(rig.range(rig.alloc(2, DMA32 + 1))).toEqual({ lo: DMA32, hi: DMA32 + 1 });
  });

  test('takes the highest aligned position of a gap, and keeps its exact size', () => {
    const rig = new Rig(mainline);
    expect(rig.range(rig.alloc(3))).toEqual({ lo: TOP - 3, hi: TOP - 1 });
    expect(rig.range(rig.alloc(3))).toEqual({ lo: TOP - 7, hi: TOP - 5 });
  });

  test('looks above the last one only when there is nothing left below it', () => {
    const rig = new Rig(mainline, { startPfn: DMA32, topPfn: DMA32 + 3 });
    const limits = [DMA32 + 1, DMA32 + 3, DMA32 + 3, DMA32 + 3];
    const los = limits.map((limit) => rig.range(rig.alloc(1, limit)).lo);
    expect(los).toEqual([DMA32 + 1, DMA32, DMA32 + 3, DMA32 + 2]);
  });

  test('below 4 GiB has a place of its own to begin at', () => {
    const rig = new Rig(mainline);
    rig.alloc(1);
    expect(rig.range(rig.alloc(1, DMA32 - 1)).lo).toBe(DMA32 - 1);
    expect([rig.dump().cached, rig.dump().cached32]).toEqual([TOP, DMA32 - 1]);
  });

  test('is remembered by where it landed, not by its limit', () => {
    const rig = new Rig(mainline, { topPfn: DMA32 - 1 });
    rig.alloc(1, DMA32);
    rig.alloc(1, DMA32);
    expect([rig.dump().cached, rig.dump().cached32]).toEqual([DMA32, DMA32 - 1]);
  });

  test('that fails sets the hint, whatever its limit was', () => {
    const rig = new Rig(mainline, { startPfn: DMA32, topPfn: DMA32 });
    rig.alloc(1, DMA32);
    expect(rig.response(rig.alloc(1, DMA32)).because).toBe(`${PLACE}: search failed`);
    expect(max32(rig)).toBe(1);
  });

  test('up to the top of all pfns always fails, and sets the hint', () => {
    const rig = new Rig(mainline);
    expect(rig.response(rig.alloc(3, MAX_PFN)).refused).toBe(true);
    expect(max32(rig)).toBe(3);
  });

  test('below 4 GiB of the size of the hint fails without a search', () => {
    const rig = new Rig(mainline);
    rig.alloc(2, DMA32 - 33);
    expect(rig.response(rig.alloc(2, DMA32 - 1)).because).toBe(
      `${PLACE}: max32 forbids <- ${PLACE}: search failed`,
    );
    expect(rig.response(rig.alloc(1, DMA32 - 1)).refused).toBe(false);
    expect(rig.response(rig.alloc(2)).refused).toBe(false);
  });

  test('whose object is refused changes nothing', () => {
    const rig = new Rig(mainline);
    rig.alloc(1, TOP, { refuse: ['object'] });
    expect(rig.factsOf('locked')).toEqual([]);
    expect([rig.dump().ranges, max32(rig)]).toEqual([[], DMA32]);
  });
});

describe('a free', () => {
  test('never asks for memory', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1);
    rig.press('all');
    rig.free(call);
    expect(rig.dump().ranges).toEqual([]);
    expect(rig.factsOf('deferred')).toEqual([]);
  });

  test('of the last one moves on to the next higher one', () => {
    const rig = new Rig(mainline);
    const [high, low] = [rig.alloc(1), rig.alloc(1)];
    rig.free(low);
    expect(rig.dump().cached).toBe(TOP);
    rig.free(high);
    expect(rig.dump().cached).toBe('anchor');
  });

  test('of what lies above the last one moves on too; below it does not', () => {
    const rig = new Rig(mainline);
    const [high, , low] = [rig.alloc(1), rig.alloc(1), rig.alloc(1)];
    rig.free(high);
    expect(rig.dump().cached).toBe('anchor');
    const next = rig.alloc(1);
    expect(rig.range(next).lo).toBe(TOP);
    rig.free(low);
    expect(rig.dump().cached).toBe(TOP);
  });

  test('below 4 GiB of what lies above the last one there moves on as well', () => {
    const rig = new Rig(mainline);
    const [high] = [rig.alloc(1, DMA32 - 1), rig.alloc(1, DMA32 - 1)];
    expect(rig.dump().cached32).toBe(DMA32 - 2);
    rig.free(high);
    expect(rig.dump().cached32).toBe('anchor');
    expect(rig.range(rig.alloc(1, DMA32 - 1)).lo).toBe(DMA32 - 1);
  });

  test('below 4 GiB can move its place to begin at above 4 GiB', () => {
    const rig = new Rig(mainline);
    rig.alloc(1);
    rig.free(rig.alloc(1, DMA32 - 1));
    expect(rig.dump().cached32).toBe(TOP);
  });

  test('resets the hint only if the range begins below 4 GiB', () => {
    const rig = new Rig(mainline);
    const [high, low] = [rig.alloc(1), rig.alloc(1, DMA32 - 1)];
    rig.alloc(2, DMA32 - 33);
    rig.free(high);
    expect(max32(rig)).toBe(2);
    rig.free(low);
    expect(max32(rig)).toBe(DMA32);
  });

  test('a second time, or of a pfn that nobody holds, is a no-op', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1);
    rig.free(call);
    rig.free(call);
    rig.call({ fn: 'free', what: { pfn: DMA32 } });
    expect(rig.factsOf('erased')).toHaveLength(1);
    expect(rig.factsOf('misused')).toEqual([]);
  });

  test('by object trusts the object: two of them touch freed memory', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1);
    rig.start('cpu0', { fn: 'freeObject', what: { call, offsetPages: 0 } });
    rig.stepTo('cpu0', '__free_iova: lock');
    rig.free(call, { on: 'cpu1' });
    rig.finish('cpu0');
    expect(rig.factsOf('misused')[0]).toMatchObject({
      misuse: 'use-after-free',
      where: '__free_iova: remove_iova <- free_iova: free the object',
    });
  });
});

describe('a reservation', () => {
  test('extends what it overlaps, and makes a node of what is left', () => {
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

  test('that one range covers asks for nothing', () => {
    const rig = new Rig(mainline);
    rig.reserve(DMA32, DMA32 + 3);
    const asked = rig.factsOf('memory').length;
    rig.reserve(DMA32 + 1, DMA32 + 2);
    expect(rig.factsOf('memory')).toHaveLength(asked);
  });

  test('that is refused the rest leaves the extensions in place', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1, DMA32 + 4);
    const refuse = ['reserve_iova: object'];
    expect(rig.response(rig.reserve(DMA32 + 3, DMA32 + 5, { refuse })).refused).toBe(true);
    expect(rig.dump().ranges).toEqual([[DMA32 + 3, DMA32 + 4]]);
    expect(rig.range(call)).toEqual({ lo: DMA32 + 4, hi: DMA32 + 4 });
  });

  test('can be freed with the allocation that it extended', () => {
    const rig = new Rig(mainline);
    const call = rig.alloc(1, DMA32 + 4);
    rig.reserve(DMA32 + 3, DMA32 + 4);
    rig.free(call);
    expect(rig.dump().ranges).toEqual([]);
  });

  test('moves neither the places to begin at nor the hint', () => {
    const rig = new Rig(mainline);
    rig.alloc(2, DMA32 - 33);
    const { cached, cached32 } = rig.dump();
    rig.reserve(DMA32 - 4, DMA32 + 4);
    expect(rig.dump()).toMatchObject({ cached, cached32 });
    expect(max32(rig)).toBe(2);
  });
});

test('a teardown leaves nothing', () => {
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

test('a granule that is no power of two, or above a page, is a BUG', () => {
  const space = { startPfn: 1, dma32: DMA32, topPfn: TOP };
  const { kernel } = new Rig(mainline).machine;
  for (const granule of [0, 3, 8192]) {
    expect(() =>
      mainline.init(kernel, { space, granule, treeMemory: 'tree', policy: null }),
    ).toThrow('BUG');
  }
});
