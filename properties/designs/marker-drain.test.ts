/** When the revision of 18 August 2026 erases its markers, and when it does not. */
import { describe, expect, test } from 'vitest';
import { marker } from '../../impl/designs/marker.ts';
import { DMA32, Rig, TOP } from './rig.ts';

const PLACE = '__alloc_and_insert_iova_range';

function max32(rig: Rig): number {
  return rig.domain.max32.get();
}

function erasedOf(rig: Rig): readonly number[] {
  return rig.factsOf('erased').map((fact) => fact.range.lo);
}

describe('marker: drains', () => {
  /** Three markers of one page, TOP - 5, TOP - 3 and TOP - 1, with live ranges between them. */
  function marked(): Rig {
    const rig = new Rig(marker);
    const calls = Array.from({ length: 6 }, () => rig.alloc(1));
    for (const at of [1, 3, 5]) rig.defer(calls[at] as number);
    return rig;
  }

  test('a drain tries markers in ascending order and skips live ranges', () => {
    const rig = marked();
    rig.alloc(1, DMA32 - 1);
    expect(erasedOf(rig)).toEqual([TOP - 5, TOP - 3, TOP - 1]);
    expect(rig.dump().deferred_span).toBeUndefined();
    expect(rig.dump().ranges).toHaveLength(4);
  });

  test('a drain stops at the first refusal: the window begins there, the rest is not tried', () => {
    const rig = marked();
    rig.start('cpu0', { fn: 'alloc', sizePages: 1, limit: DMA32 - 1, aligned: true });
    rig.stepTo('cpu0', `${PLACE}: drain`);
    rig.step('cpu0');
    expect(erasedOf(rig)).toEqual([TOP - 5]);
    rig.step('cpu0', true);
    expect(rig.dump().deferred_span).toEqual([TOP - 3, TOP - 1]);
    expect(rig.nextStep('cpu0')).toBe(`${PLACE}: search and store`);
    rig.finish('cpu0');
    expect(erasedOf(rig)).toEqual([TOP - 5]);
  });

  test('a drain leaves the hint alone', () => {
    const rig = new Rig(marker);
    const low = rig.alloc(1, DMA32 - 1);
    rig.defer(low);
    rig.alloc(2, DMA32 - 33, { refuse: ['drain'] });
    expect(max32(rig)).toBe(2);
    rig.alloc(1);
    expect([rig.dump().deferred, max32(rig)]).toEqual([[], 2]);
  });

  test('a drain happens in an allocation that has its object, even if that is then refused', () => {
    const rig = marked();
    const call = rig.alloc(2, DMA32 - 33);
    expect(rig.response(call).because).toBe(`${PLACE}: search failed`);
    expect(erasedOf(rig)).toHaveLength(3);
  });

  test('an allocation drains before it looks at the hint', () => {
    const rig = marked();
    rig.alloc(2, DMA32 - 33, { refuse: ['drain'] });
    const call = rig.alloc(2, DMA32 - 1);
    expect(rig.response(call).because).toContain('max32 forbids');
    expect(erasedOf(rig)).toHaveLength(3);
  });

  test('an allocation whose object is refused does not drain', () => {
    const rig = marked();
    rig.alloc(1, TOP, { refuse: ['object'] });
    expect(erasedOf(rig)).toEqual([]);
  });

  test('a drain follows a successful erase, since memory is evidently there', () => {
    const rig = marked();
    rig.free(0);
    expect(erasedOf(rig)).toEqual([TOP, TOP - 5, TOP - 3, TOP - 1]);
  });

  test('no drain follows a refused erase', () => {
    const rig = marked();
    rig.defer(0);
    expect(erasedOf(rig)).toEqual([]);
    expect(rig.dump().deferred).toHaveLength(4);
  });

  test('a reservation drains, unless its pfns are out of range', () => {
    const rig = marked();
    rig.reserve(2 ** 52, 2 ** 52);
    expect(erasedOf(rig)).toEqual([]);
    expect(rig.factsOf('logged')).toHaveLength(1);
    rig.reserve(DMA32, DMA32);
    expect(erasedOf(rig)).toHaveLength(3);
  });

  test('no drain happens in a find, in a free of nothing, or as time goes by', () => {
    const rig = marked();
    rig.call({ fn: 'find', what: { call: 0, offsetPages: 0 } });
    rig.call({ fn: 'free', what: { pfn: DMA32 } });
    expect(rig.domain.work).toBeNull();
    rig.pass(100_000);
    expect(erasedOf(rig)).toEqual([]);
  });
});
