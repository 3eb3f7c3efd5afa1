/** What happens at a boundary, or next to the pages that a call names, in every design. */
import { describe, expect, test } from 'vitest';
import { knownDesigns } from '../../impl/designs/known.ts';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import { DMA32, Rig, TOP } from './rig.ts';

describe.each(publishedDesigns)('$name: the 32-bit hint', (design) => {
  test(`in ${design.name}, a free resets the hint up to the last 32-bit pfn, no further`, () => {
    const rig = new Rig(design);
    rig.reserve(DMA32 - 1, DMA32 - 1);
    rig.reserve(DMA32, DMA32);
    rig.alloc(32, DMA32 - 1);
    expect(rig.domain.max32.get()).toBe(32);
    rig.free(1);
    expect(rig.domain.max32.get()).toBe(32);
    rig.free(0);
    expect(rig.domain.max32.get()).toBe(DMA32);
  });
});

describe.each(knownDesigns)('$name: boundaries', (design) => {
  test(`in ${design.name}, a page that no range holds is not found and not freed`, () => {
    const rig = new Rig(design);
    for (const fn of ['find', 'freeObject', 'free'] as const) {
      expect(rig.response(rig.call({ fn, what: { pfn: TOP } })).refused).toBe(false);
    }
    expect(rig.factsOf('misused')).toEqual([]);
    expect(rig.factsOf('erased')).toEqual([]);
  });

  test(`in ${design.name}, a reservation takes in what it overlaps, but no neighbour`, () => {
    const rig = new Rig(design);
    for (const lo of [DMA32, DMA32 + 2, DMA32 + 4]) rig.reserve(lo, lo);
    rig.reserve(DMA32 + 1, DMA32 + 2);
    rig.free(3);
    const rest = [
      [DMA32, DMA32],
      [DMA32 + 4, DMA32 + 4],
    ];
    expect(rig.dump().ranges).toEqual(expect.arrayContaining(rest));
    expect(rig.domain.objects.live).toBe(rig.dump().ranges.length);
  });

  test(`in ${design.name}, a reservation may reach to the last page that 64 bits can name`, () => {
    const rig = new Rig(design);
    const last = 2 ** 64 / 4096 - 1;
    expect(rig.response(rig.reserve(last - 1, last)).refused).toBe(false);
    expect(rig.dump().ranges).toEqual([[last - 1, last]]);
  });

  test.each([1, 2, 4096])('a granule may have %d bytes, but not half a byte', (granule) => {
    const space = { startPfn: 1, dma32: DMA32, topPfn: TOP };
    const init = (bytes: number): unknown =>
      design.init(new Kernel(), {
        space,
        granule: bytes,
        treeMemory: 'tree-6.12',
        policy: design.policy,
      });
    expect(() => init(granule)).not.toThrow();
    expect(() => init(0.5)).toThrow('granule 0.5');
  });
});
