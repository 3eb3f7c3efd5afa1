/** The properties about caches, and what the ledger knows of them. */
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import { Ledger } from '../../model/ledger.ts';
import { answers, erases, frees, grants, invokes, owns, pages, refuses } from './facts.ts';
import { ACTOR, breaks, judge, SPACE } from './judge-facts.ts';

const caches = (call: number, lo: number, hi = lo): Fact => ({
  kind: 'cached',
  range: pages(lo, hi),
  call,
});
const takes = (call: number, lo: number, hi = lo): Fact => ({
  kind: 'uncached',
  range: pages(lo, hi),
  call,
});
const stocked = (cpu: number, ranges: number): Fact => ({ kind: 'stocked', cpu, order: 0, ranges });
const piled = (magazines: number, online: number): Fact => ({
  kind: 'piled',
  order: 0,
  magazines,
  online,
});
const trim = (state: 'armed' | 'idle'): Fact => ({ kind: 'trim', order: 0, state });
const offline: Fact = { kind: 'online', cpu: 1, online: false };
const asks = (call: number, flush = true, limit = 111): Fact =>
  invokes(call, { fn: 'allocFast', sizePages: 1, limit, flush });
const freesFast = (call: number, pfn: number, of: number | null): Fact =>
  invokes(call, { fn: 'freeFast', pfn, of, sizePages: 1 });
/** A whole free into a cache. */
const cached = (call: number, of: number, lo: number): readonly Fact[] => [
  freesFast(call, lo, of),
  caches(call, lo),
  answers(call),
];

describe('CCH-1', () => {
  const leaves = (ranges: number): readonly Fact[] => [
    stocked(1, 1),
    invokes(0, { fn: 'offline', cpu: 1 }, 'hotplug'),
    offline,
    stocked(1, ranges),
    answers(0),
  ];

  test('is kept by a CPU that goes offline and gives back what it caches', () => {
    expect(judge('CCH-1', leaves(0))).toEqual({ breach: null, witnesses: 1 });
  });

  test('is broken by a CPU that goes offline and keeps it', () => {
    const { breach } = judge('CCH-1', leaves(1));
    expect(breach?.signature).toBe(`CCH-1 ${ACTOR} left ranges in the cache of an offline CPU`);
  });

  test('is broken by a range put into the cache of a CPU that is offline', () => {
    const { breach } = judge('CCH-1', [...leaves(0), stocked(1, 1)]);
    expect(breach?.signature).toBe(`CCH-1 ${ACTOR} put a range into the cache of an offline CPU`);
    expect(breaks('CCH-1', [...leaves(0), stocked(0, 1)])).toBe(false);
  });
});

describe('CCH-2', () => {
  const fills = (...facts: readonly Fact[]): readonly Fact[] => [
    ...owns(0, 104),
    freesFast(1, 104, 0),
    ...facts,
    answers(1),
  ];

  test('is broken by a call that leaves a large depot without its work', () => {
    const { breach } = judge('CCH-2', fills(piled(2, 1)));
    expect(breach?.signature).toBe(`CCH-2 ${ACTOR} left a large depot without its work`);
  });

  test('is kept if the work is armed, and by a depot that is not large', () => {
    expect(judge('CCH-2', fills(piled(2, 1), trim('armed')))).toEqual({
      breach: null,
      witnesses: 1,
    });
    expect(judge('CCH-2', fills(piled(2, 2)))).toEqual({ breach: null, witnesses: 0 });
  });

  test('is kept if enough CPUs were online since the depot last changed', () => {
    expect(breaks('CCH-2', fills(piled(2, 2), piled(2, 1)))).toBe(false);
    expect(breaks('CCH-2', fills(piled(2, 2), piled(2, 1), piled(3, 1)))).toBe(true);
    expect(breaks('CCH-2', fills(piled(2, 1), piled(2, 1)))).toBe(true);
  });

  test('is not judged while another call is in progress', () => {
    const other = asks(2);
    expect(breaks('CCH-2', [other, ...fills(piled(2, 1))])).toBe(false);
    expect(breaks('CCH-2', [other, ...fills(piled(2, 1)), refuses(2)])).toBe(true);
  });
});

describe('CCH-3', () => {
  test('is broken by a range that is cached twice', () => {
    const { breach } = judge('CCH-3', [
      ...owns(0, 104),
      ...cached(1, 0, 104),
      freesFast(2, 104, null),
      caches(2, 104),
    ]);
    expect(breach?.signature).toBe(`CCH-3 ${ACTOR} cached a cached range in a stale free`);
  });

  test('is kept by two ranges in caches, and by one that was taken out in between', () => {
    const two = [...owns(0, 104), ...owns(1, 105), ...cached(2, 0, 104), ...cached(3, 1, 105)];
    expect(judge('CCH-3', two)).toEqual({ breach: null, witnesses: 1 });
    const again = [asks(4), takes(4, 105), grants(4, 105), ...cached(5, 4, 105)];
    expect(breaks('CCH-3', [...two, ...again])).toBe(false);
  });
});

describe('what is cached', () => {
  const ledgerOf = (...facts: readonly Fact[]): Ledger => {
    const ledger = new Ledger(SPACE);
    for (const fact of facts) ledger.apply(fact);
    return ledger;
  };
  const one = [...owns(0, 104), ...cached(1, 0, 104)];

  test("is nobody's, and in the tree, until a call takes it out or it is erased", () => {
    const before = ledgerOf(...one);
    expect([before.owned, before.cached, before.tree]).toEqual([[], [pages(104)], [pages(104)]]);
    const taken = ledgerOf(...one, asks(2), takes(2, 104), grants(2, 104));
    expect([taken.owned, taken.cached]).toEqual([[{ call: 2, range: pages(104) }], []]);
    const erased = ledgerOf(...one, erases(null, 104));
    expect([erased.cached, erased.tree]).toEqual([[], []]);
  });

  test('a range that is taken out while somebody owns it breaks OWN-1', () => {
    expect(breaks('OWN-1', [...owns(0, 104), asks(1), takes(1, 104)])).toBe(true);
    expect(breaks('OWN-1', [...one, asks(2), takes(2, 104)])).toBe(false);
  });

  test('a cached page is busy for a request that may not flush, and free for one that may', () => {
    const full = [...owns(0, 96, 110), ...owns(1, 111), ...cached(2, 1, 111)];
    const refused = (flush: boolean): readonly Fact[] => [...full, asks(3, flush), refuses(3)];
    expect(breaks('AVL-1', refused(true))).toBe(true);
    expect(breaks('AVL-1', refused(false))).toBe(false);
  });

  test('a free of a page by number does not take it out', () => {
    const ledger = ledgerOf(...one, frees(2, 104, null), answers(2));
    expect(ledger.cached).toEqual([pages(104)]);
  });
});
