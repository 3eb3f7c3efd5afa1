/** What the revision of 18 August 2026 does. */
import { describe, expect, test } from 'vitest';
import { marker } from '../../impl/designs/marker.ts';
import type { Fact } from '../../model/fact.ts';
import { DMA32, Rig, TOP } from './rig.ts';

const PLACE = '__alloc_and_insert_iova_range';

function max32(rig: Rig): number {
  return rig.domain.max32.get();
}

/** Allocates three adjacent pages at the top, one by one, from the highest down. */
function three(rig: Rig): readonly [number, number, number] {
  return [rig.alloc(1), rig.alloc(1), rig.alloc(1)];
}

function erasedOf(rig: Rig): readonly number[] {
  return rig.factsOf('erased').map((fact) => fact.range.lo);
}

/** Whether every object that was freed was freed in a critical section. */
function freedUnderLock(facts: readonly Fact[]): boolean {
  let inside = 0;
  return facts.every((fact) => {
    if (fact.kind === 'locked') inside += 1;
    if (fact.kind === 'unlocked') inside -= 1;
    return fact.kind !== 'object' || fact.event !== 'freed' || inside === 1;
  });
}

describe('marker: refused erases', () => {
  test('a refused erase marks the range in place, frees its object, and widens the window', () => {
    const rig = new Rig(marker);
    const [high, , low] = three(rig);
    rig.defer(high);
    expect(rig.dump().deferred_span).toEqual([TOP, TOP]);
    rig.defer(low);
    expect(rig.dump()).toEqual({
      ranges: [[TOP - 1, TOP - 1]],
      deferred: [
        [TOP - 2, TOP - 2],
        [TOP, TOP],
      ],
      deferred_span: [TOP - 2, TOP],
    });
    expect(rig.domain.objects.live).toBe(1);
  });

  test('a refused erase resets the hint all the same, if the range lies below 4 GiB', () => {
    const rig = new Rig(marker);
    const [low, high] = [rig.alloc(1, DMA32 - 1), rig.alloc(1)];
    rig.alloc(2, DMA32 - 33);
    rig.defer(high);
    expect(max32(rig)).toBe(2);
    rig.defer(low);
    expect(max32(rig)).toBe(DMA32);
  });

  test('a refused erase needs no node to mark its range: the overwrite is exact', () => {
    const rig = new Rig(marker, { memory: 'tree-6.12' });
    const calls = Array.from({ length: 40 }, () => rig.alloc(1));
    rig.press('nodes');
    for (const call of calls) rig.free(call);
    expect(rig.factsOf('kept').length).toBeGreaterThan(0);
    expect(rig.factsOf('logged')).toEqual([]);
    expect(rig.dump().ranges).toEqual([]);
  });

  test('marker frees the object of a range under the lock', () => {
    const rig = new Rig(marker);
    const [one, two] = three(rig);
    rig.defer(one);
    rig.free(two);
    rig.reserve(TOP - 2, TOP);
    expect(freedUnderLock(rig.facts)).toBe(true);
  });

  test('an allocation that is refused gives its own object back after the unlock', () => {
    const rig = new Rig(marker);
    rig.alloc(1, DMA32 - 33);
    expect(rig.factsOf('responded').at(-1)).toMatchObject({ refused: true });
    expect(rig.factsOf('object')).toHaveLength(2);
    expect(freedUnderLock(rig.facts)).toBe(false);
  });
});

describe('marker: refused marker stores, which should never be', () => {
  /** A rig in which memory is refused to every erase and every marker. */
  function refusing(): { rig: Rig; call: number } {
    const rig = new Rig(marker);
    const call = rig.alloc(1, DMA32 - 1);
    rig.alloc(2, DMA32 - 33);
    rig.domain.kernel.memory.script = (change) => change.k !== 'erase' && change.k !== 'mark';
    return { rig, call };
  }

  test('a refused marker store leaves range and window as they were, and warns once', () => {
    const { rig, call } = refusing();
    rig.free(call);
    rig.free(call);
    expect(rig.dump()).toEqual({ ranges: [[DMA32 - 1, DMA32 - 1]], deferred: [] });
    expect(rig.factsOf('logged')).toHaveLength(1);
    expect(rig.factsOf('deferred')).toEqual([]);
    expect(max32(rig)).toBe(DMA32);
  });

  test('a refused marker store leaves a range that can be freed again', () => {
    const { rig, call } = refusing();
    rig.free(call);
    rig.domain.kernel.memory.script = null;
    rig.free(call);
    expect(rig.dump().ranges).toEqual([]);
    expect(rig.factsOf('misused')).toEqual([]);
  });
});

describe('marker: deferred ranges', () => {
  test('a deferred range is not handed out before its erase', () => {
    const rig = new Rig(marker);
    const [high] = three(rig);
    rig.defer(high);
    const call = rig.alloc(1, TOP, { refuse: ['drain'] });
    expect(rig.range(call).hi).toBe(TOP - 3);
  });

  test('a deferred range is not found, and a second free of it does nothing', () => {
    const rig = new Rig(marker);
    const [high] = three(rig);
    rig.defer(high);
    const before = JSON.stringify(rig.dump());
    rig.free(high);
    rig.call({ fn: 'freeObject', what: { call: high, offsetPages: 0 } });
    rig.call({ fn: 'find', what: { call: high, offsetPages: 0 } });
    expect(JSON.stringify(rig.dump())).toBe(before);
    expect(rig.factsOf('misused')).toEqual([]);
  });

  test('a partly reserved deferred range leaves the rest as markers, in the same window', () => {
    const rig = new Rig(marker);
    const call = rig.alloc(4);
    const { lo, hi } = rig.range(call);
    rig.defer(call);
    rig.reserve(lo + 1, lo + 2, { refuse: ['drain'] });
    expect(rig.dump()).toEqual({
      ranges: [[lo + 1, lo + 2]],
      deferred: [
        [lo, lo],
        [hi, hi],
      ],
      deferred_span: [lo, hi],
    });
    expect(rig.factsOf('window').at(-1)?.span).toEqual({ lo, hi });
    rig.alloc(1, DMA32 - 1);
    expect(rig.dump().deferred).toEqual([]);
  });

  test('a deferred range at pfn 0 is erased, too', () => {
    const rig = new Rig(marker);
    rig.defer(rig.reserve(0, 0));
    rig.alloc(1);
    expect(rig.dump().deferred).toEqual([]);
  });
});

describe('marker: allocations', () => {
  test('an allocation whose store is refused leaves the hint alone', () => {
    const rig = new Rig(marker);
    const call = rig.alloc(2, DMA32 - 1, { refuse: ['search and store'] });
    expect(rig.response(call).because).toBe(`${PLACE}: store refused`);
    expect(max32(rig)).toBe(DMA32);
  });

  test.each([
    ['of 32 bits sets the hint', DMA32 - 33, 2],
    ['of 64 bits leaves it alone', DMA32, DMA32],
  ])('an allocation whose search fails: one %s', (_what, limit, hint) => {
    const rig = new Rig(marker, limit === DMA32 ? { startPfn: DMA32 } : {});
    expect(rig.response(rig.alloc(2, limit)).because).toBe(`${PLACE}: search failed`);
    expect(max32(rig)).toBe(hint);
  });

  test('an allocation finds no exactly fitting aligned hole of more than one page', () => {
    const rig = new Rig(marker, { startPfn: DMA32, topPfn: DMA32 + 1 });
    expect(rig.response(rig.alloc(2, DMA32 + 1)).refused).toBe(true);
  });

  test('an allocation gets pages that only waited to be erased, once memory is back', () => {
    const rig = new Rig(marker, { startPfn: DMA32, topPfn: DMA32 });
    rig.defer(rig.alloc(1, DMA32));
    expect(rig.range(rig.alloc(1, DMA32)).lo).toBe(DMA32);
  });
});

describe('marker: reservations', () => {
  function reserved(): Rig {
    const rig = new Rig(marker);
    rig.reserve(DMA32, DMA32 + 1);
    rig.reserve(DMA32 + 4, DMA32 + 5);
    return rig;
  }

  test('a reservation is one object with every range that it overlaps', () => {
    const rig = reserved();
    rig.reserve(DMA32 + 1, DMA32 + 4);
    expect(rig.dump().ranges).toEqual([[DMA32, DMA32 + 5]]);
    expect(rig.domain.objects.live).toBe(1);
  });

  test.each([['object'], ['store']])('a reservation refused its %s changes nothing', (what) => {
    const rig = reserved();
    const before = JSON.stringify([rig.dump(), rig.domain.objects.live]);
    const refuse = [`reserve_iova: ${what}`];
    const call = rig.reserve(DMA32 + 1, DMA32 + 4, { refuse });
    expect(rig.response(call).refused).toBe(true);
    expect(JSON.stringify([rig.dump(), rig.domain.objects.live])).toBe(before);
    rig.put();
    expect(rig.factsOf('misused')).toEqual([]);
  });

  test('a reservation over a marker takes its place, and is not drained later', () => {
    const rig = new Rig(marker);
    const call = rig.alloc(1);
    rig.defer(call);
    const { lo, hi } = rig.range(call);
    rig.reserve(lo, hi, { refuse: ['drain'] });
    rig.alloc(1);
    expect(rig.dump().ranges).toContainEqual([lo, hi]);
    expect(erasedOf(rig)).toEqual([]);
  });
});

test('a teardown of marker frees every object, and no marker', () => {
  const rig = new Rig(marker);
  const [high] = three(rig);
  rig.defer(high);
  rig.put();
  expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: 0, works: 0 }]);
  expect(rig.factsOf('misused')).toEqual([]);
});
