import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import {
  answers,
  asksFor,
  defers,
  erases,
  frees,
  grants,
  keeps,
  leavesBehind,
  memory,
  owns,
  passes,
  pressure,
  refuses,
  reserves,
  stores,
  tearsDown,
} from './facts.ts';
import { breaks, judge } from './judge-facts.ts';

const BOUND = { recoveryJiffies: 10 };
/** A space of one page: its owner has everything. */
const SPACE = { startPfn: 111, dma32: 104, topPfn: 111 };
/** A space of two pages. */
const WIDE = { startPfn: 110, dma32: 104, topPfn: 111 };

const DEFERRING: readonly Fact[] = [
  ...owns(0, 111),
  frees(1, 111, 0),
  memory(1, 'erase', false),
  keeps(1, 111),
  defers(1, 111),
];
const DEFERRED: readonly Fact[] = [...DEFERRING, answers(1)];
const ASK = asksFor(9, 1, 111, { on: 'cpu1' });
const REFUSED: readonly Fact[] = [ASK, refuses(9, 'x: y')];

function breaksHere(id: string, facts: readonly Fact[]): boolean {
  return breaks(id, facts, BOUND, SPACE);
}

describe("AVL-3, freed space can be allocated after the design's bound", () => {
  test('AVL-3 is broken if a range waits beyond the bound, and names the refusing step', () => {
    const { breach, witnesses } = judge(
      'AVL-3',
      [...DEFERRED, passes(11), ...REFUSED],
      BOUND,
      SPACE,
    );
    expect(breach?.signature).toBe('AVL-3 x: y');
    expect(breach?.why).toContain('[111,111] had been freed, and memory there for more than 10 ms');
    expect(witnesses).toBe(1);
  });

  test('AVL-3 is silent within the bound and at it, where AVL-2 is broken already', () => {
    for (const waited of [[], [passes(9)], [passes(10)], [passes(4), passes(6)]]) {
      expect(breaksHere('AVL-2', [...DEFERRED, ...waited, ...REFUSED])).toBe(true);
      expect(breaksHere('AVL-3', [...DEFERRED, ...waited, ...REFUSED])).toBe(false);
    }
    expect(breaksHere('AVL-3', [...DEFERRED, passes(4), passes(7), ...REFUSED])).toBe(true);
  });

  test('AVL-3 counts from the response of the call that freed', () => {
    const slow = [...DEFERRING, passes(100), answers(1), passes(10)];
    expect(breaksHere('AVL-3', [...slow, ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...slow, passes(1), ...REFUSED])).toBe(true);
  });

  test('AVL-3 counts anew from every refusal of memory, to whichever call', () => {
    const again = [...DEFERRED, passes(11), memory(null, 'object', false), passes(10)];
    expect(breaksHere('AVL-3', [...again, ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...again, passes(1), ...REFUSED])).toBe(true);
    const granted = [...DEFERRED, passes(11), memory(null, 'object', true), ...REFUSED];
    expect(breaksHere('AVL-3', granted)).toBe(true);
  });

  test('AVL-3 counts from the end of pressure', () => {
    const pressed = [...DEFERRED, passes(5), pressure('nodes'), passes(100), pressure('none')];
    expect(breaksHere('AVL-3', [...pressed, passes(10), ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...pressed, passes(11), ...REFUSED])).toBe(true);
  });

  test('AVL-3 goes on counting when the work lists again what was listed', () => {
    const listed = [...DEFERRED, passes(6), defers(null, 111), passes(5)];
    expect(breaksHere('AVL-3', [...listed, ...REFUSED])).toBe(true);
  });

  test('AVL-3 counts anew when the page is deferred by another call', () => {
    const twice = [...DEFERRED, passes(11), erases(null, 111), ...owns(2, 111)];
    const anew = [...twice, frees(3, 111, 2), defers(3, 111), answers(3), passes(10)];
    expect(breaksHere('AVL-3', [...anew, ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...anew, passes(1), ...REFUSED])).toBe(true);
  });

  test('AVL-3 is silent if the range becomes overdue while the allocation is in progress', () => {
    const late = [...DEFERRED, passes(10), ASK, passes(1), refuses(9)];
    expect(breaksHere('AVL-3', late)).toBe(false);
  });

  test('AVL-3 is silent if another call was granted the page meanwhile, and freed it', () => {
    const other = [asksFor(2, 1, 111), stores(2, 111), grants(2, 111), frees(3, 111, 2)];
    const again = [defers(3, 111), answers(3)];
    const facts = [...DEFERRED, passes(11), ASK, erases(null, 111), ...other, ...again];
    expect(breaksHere('AVL-3', [...facts, refuses(9)])).toBe(false);
  });

  test('AVL-3 counts a page that was granted and deferred anew as busy until its own time', () => {
    const taken = [erases(null, 111), ...owns(2, 111), frees(3, 111, 2), defers(3, 111)];
    const facts = [...DEFERRED, passes(11), ASK, ...taken, answers(3), ...owns(4, 110)];
    expect(breaks('AVL-3', [...facts, refuses(9)], BOUND, WIDE)).toBe(false);
  });

  test('AVL-3 counts from a deferral by the work, if the page was not deferred before', () => {
    const mine = [...owns(0, 111), frees(1, 111, 0), defers(null, 111), answers(1)];
    expect(breaksHere('AVL-3', [...mine, passes(11), ...REFUSED])).toBe(true);
    const erased = [...DEFERRED, passes(11), erases(null, 111), defers(null, 111)];
    expect(breaksHere('AVL-3', [...erased, ...REFUSED])).toBe(false);
    const stored = [...DEFERRED, passes(11), ...owns(2, 111), frees(3, 111, 2)];
    const again = [defers(null, 111), answers(3)];
    expect(breaksHere('AVL-3', [...stored, ...again, ...REFUSED])).toBe(false);
  });

  test('AVL-3 is silent if an erase of what is overdue is refused during the call', () => {
    const facts = [...DEFERRED, passes(11), ASK];
    const refused = memory(null, 'erase', false);
    expect(breaksHere('AVL-3', [...facts, refused, keeps(null, 111), refuses(9)])).toBe(false);
    expect(breaksHere('AVL-3', [...facts, memory(7, 'store', false), refuses(9)])).toBe(true);
  });

  test('AVL-3 is silent if pressure begins, or its own memory is refused, during the call', () => {
    const facts = [...DEFERRED, passes(11), ASK];
    expect(breaksHere('AVL-3', [...facts, memory(9, 'store', false), refuses(9)])).toBe(false);
    expect(breaksHere('AVL-3', [...facts, pressure('all'), refuses(9)])).toBe(false);
  });

  test('AVL-3 is broken if nothing is deferred and the page is free, as is AVL-1', () => {
    expect(breaksHere('AVL-1', REFUSED)).toBe(true);
    expect(judge('AVL-3', REFUSED, BOUND, SPACE).breach?.why).toMatch(/yet it was refused$/);
  });

  test('AVL-3 counts refusals that are not for want of memory', () => {
    const held = [...owns(0, 111), ...REFUSED];
    expect(judge('AVL-3', held, BOUND, SPACE)).toEqual({ breach: null, witnesses: 1 });
    const short = [...owns(0, 111), pressure('nodes'), ...REFUSED];
    expect(judge('AVL-3', short, BOUND, SPACE).witnesses).toBe(0);
  });

  test('AVL-3 removes from an overdue range only what was stored over', () => {
    const two = [...owns(0, 110, 111), frees(1, 110, 0), defers(1, 110, 111), answers(1)];
    const stored = [...two, passes(11), ...owns(2, 111)];
    expect(breaks('AVL-3', [...stored, ...REFUSED], BOUND, WIDE)).toBe(true);
    expect(breaks('AVL-3', [...stored, ...owns(3, 110), ...REFUSED], BOUND, WIDE)).toBe(false);
  });

  test('AVL-3 counts the time for each range by itself', () => {
    const upper = [...owns(2, 111), ...leavesBehind(3, 2, 111)];
    const both = [...owns(0, 110), ...leavesBehind(1, 0, 110), passes(11), ...upper];
    const { breach } = judge('AVL-3', [...both, passes(11), ...REFUSED], BOUND, WIDE);
    expect(breach?.why).toContain(': [110,110] [111,111] had been freed');
    const younger = judge('AVL-3', [...both, ...REFUSED], BOUND, WIDE).breach;
    expect(younger?.why).toContain(': [110,110] had been freed');
    // A refusal of memory resets all of them, also one that has not begun to age.
    const failed = [...both, memory(null, 'erase', false), ...REFUSED];
    expect(breaks('AVL-3', failed, BOUND, WIDE)).toBe(false);
    const erased = [...both, passes(11), erases(null, 110), ...owns(4, 110), ...REFUSED];
    expect(judge('AVL-3', erased, BOUND, WIDE).breach?.why).toContain(': [111,111] had been');
    const taken = [...both, erases(null, 110), ...owns(4, 110), ...REFUSED];
    expect(breaks('AVL-3', taken, BOUND, WIDE)).toBe(false);
  });

  test('AVL-3 lists overdue ranges ascending, in whatever order they were deferred', () => {
    const upper = [...owns(0, 111), ...leavesBehind(1, 0, 111)];
    const lower = [...owns(2, 110), ...leavesBehind(3, 2, 110)];
    const { breach } = judge('AVL-3', [...upper, ...lower, passes(11), ...REFUSED], BOUND, WIDE);
    expect(breach?.why).toContain(': [110,110] [111,111] had been freed');
  });

  test('AVL-3 counts anew when a call defers again what is deferred', () => {
    const again = [...DEFERRED, passes(11), frees(2, 111, null), defers(2, 111), answers(2)];
    expect(breaksHere('AVL-3', [...again, passes(10), ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...again, passes(11), ...REFUSED])).toBe(true);
  });

  test('AVL-3 waits for the call that deferred, whichever other call responds', () => {
    const stale = [...owns(0, 111), frees(1, 111, null), defers(1, 111)];
    const other = [frees(2, 111, 0, 'cpu1'), answers(2)];
    const facts = [...stale, ...other, passes(11), ASK, answers(1), refuses(9)];
    expect(breaksHere('AVL-3', facts)).toBe(false);
  });

  test('AVL-3 remembers what was overdue for each allocation in progress', () => {
    const young = [...DEFERRED, passes(10), asksFor(8, 1, 111), passes(1), ASK];
    expect(breaksHere('AVL-3', [...young, refuses(8)])).toBe(false);
    expect(breaksHere('AVL-3', [...young, refuses(8), refuses(9)])).toBe(true);
    const old = [...DEFERRED, passes(11), ASK, passes(1), asksFor(8, 1, 111)];
    expect(breaksHere('AVL-3', [...old, frees(7, 111, null), answers(7), refuses(8)])).toBe(true);
    // What one of them was granted is gone for the others, and nothing else is.
    const left = [...owns(0, 110, 111), frees(1, 110, 0), defers(1, 110, 111), answers(1)];
    const given = [...left, passes(11), ASK, asksFor(8, 1, 111), erases(8, 111), stores(8, 111)];
    expect(breaks('AVL-3', [...given, refuses(9)], BOUND, WIDE)).toBe(true);
  });

  test('AVL-3 is broken although the overdue range is erased during the call', () => {
    const erased = [...DEFERRED, passes(11), ASK, erases(null, 111), refuses(9)];
    expect(breaksHere('AVL-3', erased)).toBe(true);
  });

  test('AVL-3 says nothing about a reservation that is refused', () => {
    const facts = [...DEFERRED, passes(11), reserves(9, 111), refuses(9)];
    expect(judge('AVL-3', facts, BOUND, SPACE)).toEqual({ breach: null, witnesses: 0 });
  });

  test('AVL-3 does not judge after the teardown has begun, nor designs that do not defer', () => {
    expect(breaksHere('AVL-3', [...DEFERRED, passes(11), ASK, tearsDown(2), refuses(9)])).toBe(
      false,
    );
    expect(judge('AVL-3', DEFERRED, { defers: false }).witnesses).toBe(-1);
  });
});
