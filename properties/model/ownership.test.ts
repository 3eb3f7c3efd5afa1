import { describe, expect, test } from 'vitest';
import {
  answers,
  asksFor,
  defers,
  erases,
  frees,
  grants,
  hasReserved,
  keeps,
  leavesBehind,
  owns,
  refuses,
  reserves,
  stores,
  tearsDown,
} from './facts.ts';
import { ACTOR, breaks, judge } from './judge-facts.ts';

const FREED = [frees(1, 111, 0), erases(1, 111), answers(1)];

describe('OWN-1, no two owners hold the same page', () => {
  test('OWN-1 is broken by a grant over an owned range, at the store, not at the response', () => {
    const facts = [...owns(0, 110, 111), asksFor(1, 1, 111), stores(1, 111)];
    const { breach } = judge('OWN-1', facts);
    expect(breach?.signature).toBe(`OWN-1 ${ACTOR} stored over an owned range`);
    expect(breach?.why).toContain('call 0 still holds [110,111]');
  });

  test('OWN-1 is broken by a grant over a reservation', () => {
    const { breach } = judge('OWN-1', [...hasReserved(0, 111), ...owns(1, 110, 111)]);
    expect(breach?.signature).toBe(`OWN-1 ${ACTOR} stored over a reserved range`);
  });

  test('OWN-1 is broken by two grants of one page to two calls in progress', () => {
    const two = [asksFor(0, 1, 111), asksFor(1, 1, 111, { on: 'cpu1' })];
    const { breach } = judge('OWN-1', [...two, stores(0, 111), stores(1, 111)]);
    expect(breach?.signature).toBe(`OWN-1 ${ACTOR} stored over a range just granted`);
  });

  test('OWN-1 tells apart a grant over what is held but is in the tree no longer', () => {
    const gone = [...owns(0, 110, 111).slice(0, 2), erases(null, 111), grants(0, 110, 111)];
    const over = judge('OWN-1', [...gone, ...owns(1, 111)]);
    const what = `OWN-1 ${ACTOR} stored over an owned range`;
    expect(over.breach?.signature).toBe(`${what} no longer in the tree`);
    // What counts is that the pages which both have are there.
    expect(judge('OWN-1', [...gone, ...owns(1, 110)]).breach?.signature).toBe(what);
  });

  test('OWN-1 allows a grant of what was freed and erased', () => {
    expect(breaks('OWN-1', [...owns(0, 111), ...FREED, ...owns(2, 111)])).toBe(false);
  });

  test('OWN-1 allows a grant of what its owner has asked to free, once it is erased', () => {
    const early = [...owns(0, 111), frees(1, 111, 0), erases(1, 111)];
    expect(breaks('OWN-1', [...early, ...owns(2, 111)])).toBe(false);
  });

  test('OWN-1 allows neighbours, and a reservation over a reservation', () => {
    expect(breaks('OWN-1', [...owns(0, 110), ...owns(1, 111)])).toBe(false);
    expect(breaks('OWN-1', [...hasReserved(0, 110, 111), ...hasReserved(1, 111)])).toBe(false);
  });

  test('OWN-1 counts grants made while something was owned', () => {
    expect(judge('OWN-1', owns(0, 111)).witnesses).toBe(0);
    expect(judge('OWN-1', [...owns(0, 111), ...owns(1, 110)]).witnesses).toBe(1);
  });
});

describe('OWN-2, a reservation stays until it is freed', () => {
  test('OWN-2 is broken by an erase of one of its pages', () => {
    const { breach } = judge('OWN-2', [...hasReserved(0, 100, 101), erases(null, 101)]);
    expect(breach?.why).toContain('call 0 has reserved [100,101]');
    expect(breach?.signature).toBe(`OWN-2 ${ACTOR} erased a reserved range`);
  });

  test('OWN-2 is broken by the deferral of one of its pages', () => {
    const { breach } = judge('OWN-2', [...hasReserved(0, 100, 101), defers(null, 100)]);
    expect(breach?.signature).toBe(`OWN-2 ${ACTOR} deferred a reserved range`);
  });

  test('OWN-2 is broken by the free of an allocation that overlaps the reservation', () => {
    const facts = [...owns(0, 110, 111), ...hasReserved(1, 109, 110), frees(2, 110, 0)];
    const { breach } = judge('OWN-2', [...facts, erases(2, 109, 111)]);
    expect(breach?.signature).toBe(
      `OWN-2 ${ACTOR} erased a reserved range with what its caller freed`,
    );
    // An erase of other pages than those that are freed has nothing to do with the free.
    const beside = judge('OWN-2', [...facts, erases(2, 109)]);
    expect(beside.breach?.signature).toBe(`OWN-2 ${ACTOR} erased a reserved range`);
  });

  test('OWN-2 allows the erase that the free of the reservation asked for', () => {
    expect(breaks('OWN-2', [...hasReserved(0, 100), frees(1, 100, 0), erases(1, 100)])).toBe(false);
  });

  test('OWN-2 allows the erase of two overlapping reservations once one of them is freed', () => {
    const held = [...hasReserved(0, 100, 101), ...hasReserved(1, 101, 102)];
    expect(breaks('OWN-2', [...held, frees(2, 101, 1), erases(2, 100, 102)])).toBe(false);
  });

  test('OWN-2 allows an erase if the reservation was refused, or is a neighbour', () => {
    expect(breaks('OWN-2', [reserves(0, 100), refuses(0), erases(null, 100)])).toBe(false);
    expect(breaks('OWN-2', [...hasReserved(0, 100), erases(null, 101)])).toBe(false);
  });

  test('OWN-2 allows a teardown to take everything', () => {
    expect(breaks('OWN-2', [...hasReserved(0, 100), tearsDown(1), erases(1, 100)])).toBe(false);
  });

  test('OWN-2 counts erases and deferrals made while something was reserved', () => {
    const facts = [...owns(0, 111), ...hasReserved(2, 100), ...FREED];
    expect(judge('OWN-2', facts)).toEqual({ breach: null, witnesses: 1 });
    expect(judge('OWN-2', [...owns(0, 111), ...FREED]).witnesses).toBe(0);
  });
});

describe("OWN-3, only the owner's free ends an ownership", () => {
  test('OWN-3 is broken by an erase that no call asked for', () => {
    const { breach } = judge('OWN-3', [...owns(0, 110, 111), erases(null, 110, 111)]);
    expect(breach?.why).toContain('call 0 owns [110,111] and has not freed it');
    expect(breach?.signature).toBe(`OWN-3 ${ACTOR} erased an owned range`);
  });

  test('OWN-3 is broken by the deferral of what is owned', () => {
    const { breach } = judge('OWN-3', [...owns(0, 111), defers(null, 111)]);
    expect(breach?.signature).toBe(`OWN-3 ${ACTOR} deferred an owned range`);
  });

  test('OWN-3 is broken by a stale free that reaches the next owner', () => {
    const reused = [...owns(0, 111), ...FREED, ...owns(2, 111)];
    const { breach } = judge('OWN-3', [...reused, frees(3, 111, 0), erases(3, 111)]);
    expect(breach?.signature).toBe(`OWN-3 ${ACTOR} erased an owned range in a stale free`);
  });

  test('OWN-3 allows a stale free that reaches nothing', () => {
    const reused = [...owns(0, 111), ...FREED, ...owns(2, 111)];
    expect(breaks('OWN-3', [...reused, frees(3, 111, 0), answers(3)])).toBe(false);
  });

  test('OWN-3 allows a late erase of what was deferred', () => {
    const late = [...owns(0, 111), ...leavesBehind(1, 0, 111), erases(null, 111)];
    expect(breaks('OWN-3', late)).toBe(false);
  });

  test('OWN-3 allows a refused erase, after which the owner keeps the page', () => {
    expect(breaks('OWN-3', [...owns(0, 111), keeps(null, 111)])).toBe(false);
  });

  test('OWN-3 allows a teardown to take everything', () => {
    expect(breaks('OWN-3', [...owns(0, 111), tearsDown(1), erases(1, 111)])).toBe(false);
  });

  test('OWN-3 counts erases made while another range was owned', () => {
    expect(judge('OWN-3', [...owns(0, 111), ...FREED]).witnesses).toBe(0);
    expect(judge('OWN-3', [...owns(2, 110), ...owns(0, 111), ...FREED]).witnesses).toBe(1);
  });
});

test('a grant over what is only deferred is no clash of owners', () => {
  const facts = [...owns(0, 111), ...leavesBehind(1, 0, 111), asksFor(2, 1, 111)];
  expect(breaks('OWN-1', [...facts, stores(2, 111), grants(2, 111)])).toBe(false);
});
