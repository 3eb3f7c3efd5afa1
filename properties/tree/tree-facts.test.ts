/** The facts that the two trees emit. */
import { describe, expect, test } from 'vitest';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { reserveFirst } from '../../impl/twin/fillers.ts';
import { DMA32, Rig } from '../designs/rig.ts';

describe.each([mainline, llist])('the tree of $name', (design) => {
  test('a tree reports what it holds after each change, once, when its lock is free', () => {
    const rig = new Rig(design);
    rig.reserve(DMA32, DMA32 + 1);
    rig.reserve(DMA32 + 4, DMA32 + 4);
    rig.call({ fn: 'find', what: { pfn: DMA32 } });
    rig.free(0);
    const held = rig.factsOf('surveyed').map(({ ranges }) => ranges.map(({ lo, hi }) => [lo, hi]));
    const [low, high] = [
      [DMA32, DMA32 + 1],
      [DMA32 + 4, DMA32 + 4],
    ];
    expect(held).toEqual([[low], [low, high], [high]]);
    expect(rig.factsOf('surveyed').every(({ unsound }) => unsound === null)).toBe(true);
    const kinds = rig.facts.map(({ kind }) => kind);
    expect(kinds[kinds.indexOf('surveyed') - 1]).toBe('unlocked');
  });

  test('a tree reports a change with its call and its pages', () => {
    const rig = new Rig(design);
    const call = rig.reserve(DMA32, DMA32 + 1);
    rig.free(call);
    expect(rig.factsOf('stored')).toMatchObject([{ call, range: { lo: DMA32, hi: DMA32 + 1 } }]);
    expect(rig.factsOf('erased')).toMatchObject([
      { call: call + 1, range: { lo: DMA32, hi: DMA32 + 1 } },
    ]);
  });

  test('a tree reports what is visited only if it is large', () => {
    const rig = new Rig(design, { topPfn: DMA32 + 2000 });
    const visits = (pages: number): number => {
      for (let page = 0; page < pages; page += 1) reserveFirst(rig.machine, design, DMA32 + page);
      const before = rig.factsOf('visited').length;
      rig.call({ fn: 'find', what: { pfn: DMA32 } });
      return rig.factsOf('visited').length - before;
    };
    expect(visits(999)).toBe(0);
    reserveFirst(rig.machine, design, DMA32 + 999);
    expect(visits(0)).toBe(1);
    expect(rig.factsOf('visited').at(-1)).toMatchObject({ entries: 1, ranges: 1000, on: 'cpu0' });
  });
});

test('the ordered map reports two ranges that meet', () => {
  const careless: typeof mainline = {
    ...mainline,
    extendOverlapped: (_d, wanted) => ({ left: wanted, covering: null }),
  };
  const rig = new Rig(careless);
  rig.reserve(DMA32, DMA32 + 1);
  rig.reserve(DMA32 + 1, DMA32 + 2);
  const told = rig.factsOf('surveyed').map(({ unsound }) => unsound);
  expect(told).toEqual([null, `two ranges of the tree meet at ${DMA32 + 1}`]);
});
