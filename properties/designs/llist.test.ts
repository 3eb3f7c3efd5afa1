/** What the revision of 2 June 2026 does. */
import { describe, expect, test } from 'vitest';
import { llist } from '../../impl/designs/llist.ts';
import { MAX_PFN } from '../../model/range.ts';
import { DMA32, Rig, TOP } from './rig.ts';

const PLACE = '__alloc_and_insert_iova_range';

function max32(rig: Rig): number {
  return rig.domain.max32.get();
}

describe('llist: allocations', () => {
  test('an allocation asks for its object first: if that is refused, nothing changes', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(1, DMA32 - 1, { refuse: ['object'] });
    expect(rig.response(call).refused).toBe(true);
    expect(rig.factsOf('locked')).toEqual([]);
    expect(max32(rig)).toBe(DMA32);
  });

  test('an allocation takes the highest aligned place in the highest gap below its limit', () => {
    const rig = new Rig(llist);
    expect(rig.range(rig.alloc(1))).toEqual({ lo: TOP, hi: TOP });
    expect(rig.range(rig.alloc(3, DMA32 + 9))).toEqual({ lo: DMA32 + 4, hi: DMA32 + 6 });
  });

  test('an allocation finds no exactly fitting aligned hole of more than one page', () => {
    const rig = new Rig(llist, { startPfn: DMA32, topPfn: DMA32 + 1 });
    expect(rig.response(rig.alloc(2, DMA32 + 1)).because).toBe(`${PLACE}: search failed`);
    const call = { fn: 'alloc', sizePages: 2, limit: DMA32 + 1, aligned: false } as const;
    expect(rig.range(rig.call(call))).toEqual({ lo: DMA32, hi: DMA32 + 1 });
  });

  test('after an allocation fails below 4 GiB, the hint forbids its size without a search', () => {
    const rig = new Rig(llist);
    rig.alloc(2, DMA32 - 33);
    expect(max32(rig)).toBe(2);
    expect(rig.response(rig.alloc(2, DMA32 - 1)).because).toBe(
      `${PLACE}: max32 forbids <- ${PLACE}: search failed`,
    );
    expect(rig.response(rig.alloc(1, DMA32 - 1)).refused).toBe(false);
    expect(rig.response(rig.alloc(2)).refused).toBe(false);
  });

  test('an allocation that fails above 4 GiB leaves the hint alone', () => {
    const rig = new Rig(llist, { startPfn: DMA32, topPfn: DMA32 + 3 });
    expect(rig.response(rig.alloc(8, DMA32 + 3)).refused).toBe(true);
    expect(max32(rig)).toBe(DMA32);
  });

  test.each([
    ['of 32 bits sets the hint', DMA32 - 1, 2],
    ['of 64 bits leaves the hint alone', TOP, DMA32],
  ])('an allocation whose store is refused: one %s', (_what, limit, hint) => {
    const rig = new Rig(llist);
    const call = rig.alloc(2, limit, { refuse: ['search and store'] });
    expect(rig.response(call).because).toBe(`${PLACE}: store refused`);
    expect(max32(rig)).toBe(hint);
    expect(rig.domain.objects.live).toBe(0);
  });

  test('an allocation up to ~0UL is searched for, but the hint takes it for a 32-bit one', () => {
    const rig = new Rig(llist);
    expect(rig.response(rig.alloc(1, MAX_PFN)).refused).toBe(false);
    rig.alloc(2, DMA32 - 33);
    expect(rig.response(rig.alloc(2, MAX_PFN)).because).toContain('max32 forbids');
  });

  test('an allocation drains nothing: it is refused if only deferred ranges are in its way', () => {
    const rig = new Rig(llist, { startPfn: DMA32, topPfn: DMA32 });
    rig.defer(rig.alloc(1, DMA32));
    expect(rig.response(rig.alloc(1, DMA32)).because).toBe(`${PLACE}: search failed`);
  });
});

describe('llist: frees', () => {
  test('a free erases the range, and frees the object after the unlock', () => {
    const rig = new Rig(llist);
    rig.free(rig.alloc(1));
    const kinds = rig.facts.map((fact) => (fact.kind === 'object' ? fact.event : fact.kind));
    expect(kinds.lastIndexOf('freed')).toBeGreaterThan(kinds.lastIndexOf('unlocked'));
    expect(rig.dump().ranges).toEqual([]);
  });

  test('a free whose erase is refused keeps the range in the tree, and its object', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    expect(rig.dump()).toEqual({
      ranges: [[TOP, TOP]],
      deferred: [[TOP, TOP]],
      work_due: 10,
    });
    expect(rig.domain.objects.live).toBe(1);
  });

  test('a free lists the range after the unlock: other contexts can run in between', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(1);
    rig.start('cpu0', { fn: 'free', what: { call, offsetPages: 0 } });
    rig.stepTo('cpu0', 'free_iova: llist_add reads the head', ['remove_iova']);
    expect(rig.dump().deferred).toEqual([]);
    rig.alloc(1, TOP, { on: 'cpu1' });
    expect(rig.factsOf('kept')).toHaveLength(1);
    rig.finish('cpu0');
    expect(rig.dump().deferred).toEqual([[TOP, TOP]]);
  });

  test('a free leaves the deadline of a pending work as it is', () => {
    const rig = new Rig(llist);
    const [one, two] = [rig.alloc(1), rig.alloc(1)];
    rig.defer(one);
    rig.pass(4);
    rig.defer(two);
    // The work was pending, so the earlier deadline stands.
    expect(rig.dump().work_due).toBe(10);
    expect(rig.nextStep('cpu0')).toBeNull();
  });

  test.each([
    ['works', []],
    ['is refused', ['remove_iova']],
  ])('a free resets the hint if the range lies below 4 GiB and the erase %s', (_how, refuse) => {
    const rig = new Rig(llist);
    const [low, high] = [rig.alloc(1, DMA32 - 1), rig.alloc(1)];
    rig.alloc(2, DMA32 - 33);
    rig.free(high, { refuse });
    expect(max32(rig)).toBe(2);
    rig.free(low, { refuse });
    expect(max32(rig)).toBe(DMA32);
  });

  test('a free of a pfn that no range holds does nothing', () => {
    const rig = new Rig(llist);
    const call = rig.call({ fn: 'free', what: { pfn: TOP } });
    expect(rig.response(call).refused).toBe(false);
    expect(rig.factsOf('erased')).toEqual([]);
  });

  test('a free of any page of a range frees the whole range', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(4);
    rig.call({ fn: 'free', what: { call, offsetPages: 2 } });
    expect(rig.dump().ranges).toEqual([]);
  });
});

describe('llist: reservations', () => {
  test('a reservation that one range covers returns that range and asks for no memory', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(4);
    const { lo, hi } = rig.range(call);
    const asked = rig.factsOf('memory').length;
    rig.reserve(lo + 1, hi - 1);
    expect(rig.factsOf('memory')).toHaveLength(asked);
    expect(rig.dump().ranges).toEqual([[lo, hi]]);
  });

  test('a reservation is one object with every range that it overlaps', () => {
    const rig = new Rig(llist);
    for (const lo of [DMA32, DMA32 + 4]) rig.reserve(lo, lo + 1);
    rig.reserve(DMA32 + 1, DMA32 + 4);
    expect(rig.dump().ranges).toEqual([[DMA32, DMA32 + 5]]);
    expect(rig.domain.objects.live).toBe(1);
  });

  test('a reservation over a deferred range is taken out of the tree by the work', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(1);
    rig.defer(call);
    const { lo, hi } = rig.range(call);
    expect(rig.response(rig.reserve(lo, hi)).refused).toBe(false);
    rig.pass(10);
    rig.wakeWorker();
    rig.finish('worker');
    expect(rig.dump().ranges).toEqual([]);
  });

  test.each([['object'], ['store']])(
    'a reservation that is refused its %s has freed the overlapped objects all the same',
    (what) => {
      const rig = new Rig(llist);
      rig.reserve(DMA32, DMA32 + 1);
      const call = rig.reserve(DMA32 + 1, DMA32 + 2, { refuse: [`reserve_iova: ${what}`] });
      expect(rig.response(call).refused).toBe(true);
      rig.call({ fn: 'free', what: { call: 0, offsetPages: 0 } });
      expect(rig.factsOf('misused')[0]).toMatchObject({
        misuse: 'use-after-free',
        where: 'free_iova: look up',
        because: 'reserve_iova() freed it',
      });
    },
  );

  test('a reservation beyond 64-bit addresses warns and is refused, without lock or memory', () => {
    const rig = new Rig(llist);
    const last = 2 ** 64 / 4096 - 1;
    const call = rig.reserve(last, last + 1);
    expect(rig.response(call).refused).toBe(true);
    expect(rig.factsOf('logged')).toHaveLength(1);
    expect(rig.factsOf('locked')).toEqual([]);
    expect(rig.factsOf('memory')).toEqual([]);
  });

  test('a reservation may lie below the pfns that are allocated', () => {
    const rig = new Rig(llist);
    rig.reserve(1, 2);
    expect(rig.dump().ranges).toEqual([[1, 2]]);
  });
});
