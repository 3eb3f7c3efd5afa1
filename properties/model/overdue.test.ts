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
import { breaks, judge } from './trial.ts';

const BOUND = { recoveryJiffies: 10 };
/** One page: whoever has it has everything. */
const SPACE = { startPfn: 111, dma32: 104, topPfn: 111 };
/** Two of them. */
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
  test('is broken where a range waits longer than the bound, and names who refused', () => {
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

  test('is silent within the bound, and at it, where AVL-2 is broken already', () => {
    for (const waited of [[], [passes(9)], [passes(10)], [passes(4), passes(6)]]) {
      expect(breaksHere('AVL-2', [...DEFERRED, ...waited, ...REFUSED])).toBe(true);
      expect(breaksHere('AVL-3', [...DEFERRED, ...waited, ...REFUSED])).toBe(false);
    }
    expect(breaksHere('AVL-3', [...DEFERRED, passes(4), passes(7), ...REFUSED])).toBe(true);
  });

  test('counts from the response of the call that freed', () => {
    const slow = [...DEFERRING, passes(100), answers(1), passes(10)];
    expect(breaksHere('AVL-3', [...slow, ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...slow, passes(1), ...REFUSED])).toBe(true);
  });

  test('counts anew from every refusal of memory, to whomever', () => {
    const again = [...DEFERRED, passes(11), memory(null, 'object', false), passes(10)];
    expect(breaksHere('AVL-3', [...again, ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...again, passes(1), ...REFUSED])).toBe(true);
    const granted = [...DEFERRED, passes(11), memory(null, 'object', true), ...REFUSED];
    expect(breaksHere('AVL-3', granted)).toBe(true);
  });

  test('counts from the end of pressure', () => {
    const pressed = [...DEFERRED, passes(5), pressure('nodes'), passes(100), pressure('none')];
    expect(breaksHere('AVL-3', [...pressed, passes(10), ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...pressed, passes(11), ...REFUSED])).toBe(true);
  });

  test('goes on counting when the work lists again what was listed', () => {
    const listed = [...DEFERRED, passes(6), defers(null, 111), passes(5)];
    expect(breaksHere('AVL-3', [...listed, ...REFUSED])).toBe(true);
  });

  test('counts anew when the page is deferred by another call', () => {
    const twice = [...DEFERRED, passes(11), erases(null, 111), ...owns(2, 111)];
    const anew = [...twice, frees(3, 111, 2), defers(3, 111), answers(3), passes(10)];
    expect(breaksHere('AVL-3', [...anew, ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...anew, passes(1), ...REFUSED])).toBe(true);
  });

  test('is silent where the range becomes overdue while the allocation is in progress', () => {
    const late = [...DEFERRED, passes(10), ASK, passes(1), refuses(9)];
    expect(breaksHere('AVL-3', late)).toBe(false);
  });

  test('is silent where somebody was given the page meanwhile, who gives it back', () => {
    const other = [asksFor(2, 1, 111), stores(2, 111), grants(2, 111), frees(3, 111, 2)];
    const again = [defers(3, 111), answers(3)];
    const facts = [...DEFERRED, passes(11), ASK, erases(null, 111), ...other, ...again];
    expect(breaksHere('AVL-3', [...facts, refuses(9)])).toBe(false);
  });

  test('counts a page that was given away and deferred anew as busy until its own time', () => {
    const taken = [erases(null, 111), ...owns(2, 111), frees(3, 111, 2), defers(3, 111)];
    const facts = [...DEFERRED, passes(11), ASK, ...taken, answers(3), ...owns(4, 110)];
    expect(breaks('AVL-3', [...facts, refuses(9)], BOUND, WIDE)).toBe(false);
  });

  test('knows what the work defers by itself, and begins anew with it', () => {
    const mine = [...owns(0, 111), frees(1, 111, 0), defers(null, 111), answers(1)];
    expect(breaksHere('AVL-3', [...mine, passes(11), ...REFUSED])).toBe(true);
    const erased = [...DEFERRED, passes(11), erases(null, 111), defers(null, 111)];
    expect(breaksHere('AVL-3', [...erased, ...REFUSED])).toBe(false);
    const stored = [...DEFERRED, passes(11), ...owns(2, 111), frees(3, 111, 2)];
    const again = [defers(null, 111), answers(3)];
    expect(breaksHere('AVL-3', [...stored, ...again, ...REFUSED])).toBe(false);
  });

  test('is silent where memory is refused, or short, meanwhile', () => {
    const facts = [...DEFERRED, passes(11), ASK];
    expect(breaksHere('AVL-3', [...facts, memory(null, 'erase', false), refuses(9)])).toBe(false);
    expect(breaksHere('AVL-3', [...facts, pressure('all'), refuses(9)])).toBe(false);
  });

  test('is broken where nothing is deferred and the page is free, as AVL-1', () => {
    expect(breaksHere('AVL-1', REFUSED)).toBe(true);
    expect(judge('AVL-3', REFUSED, BOUND, SPACE).breach?.why).toMatch(/yet it was refused$/);
  });

  test('counts refusals without want of memory', () => {
    const held = [...owns(0, 111), ...REFUSED];
    expect(judge('AVL-3', held, BOUND, SPACE)).toEqual({ breach: null, witnesses: 1 });
    const short = [...owns(0, 111), pressure('nodes'), ...REFUSED];
    expect(judge('AVL-3', short, BOUND, SPACE).witnesses).toBe(0);
  });

  test('takes from an overdue range what was erased, or stored over, and no more', () => {
    const two = [...owns(0, 110, 111), frees(1, 110, 0), defers(1, 110, 111), answers(1)];
    const stored = [...two, passes(11), ...owns(2, 111)];
    expect(breaks('AVL-3', [...stored, ...REFUSED], BOUND, WIDE)).toBe(true);
    expect(breaks('AVL-3', [...stored, ...owns(3, 110), ...REFUSED], BOUND, WIDE)).toBe(false);
  });

  test('counts for each range by itself', () => {
    const upper = [...owns(2, 111), ...leavesBehind(3, 2, 111)];
    const both = [...owns(0, 110), ...leavesBehind(1, 0, 110), passes(11), ...upper];
    const { breach } = judge('AVL-3', [...both, passes(11), ...REFUSED], BOUND, WIDE);
    expect(breach?.why).toContain(': [110,110] [111,111] had been freed');
    const younger = judge('AVL-3', [...both, ...REFUSED], BOUND, WIDE).breach;
    expect(younger?.why).toContain(': [110,110] had been freed');
    // A refusal sets all of them back, also where one has not begun to age.
    const failed = [...both, memory(null, 'erase', false), ...REFUSED];
    expect(breaks('AVL-3', failed, BOUND, WIDE)).toBe(false);
    const erased = [...both, passes(11), erases(null, 110), ...owns(4, 110), ...REFUSED];
    expect(judge('AVL-3', erased, BOUND, WIDE).breach?.why).toContain(': [111,111] had been');
    const taken = [...both, erases(null, 110), ...owns(4, 110), ...REFUSED];
    expect(breaks('AVL-3', taken, BOUND, WIDE)).toBe(false);
  });

  test('lists overdue ranges ascending, in whatever order they were deferred', () => {
    const upper = [...owns(0, 111), ...leavesBehind(1, 0, 111)];
    const lower = [...owns(2, 110), ...leavesBehind(3, 2, 110)];
    const { breach } = judge('AVL-3', [...upper, ...lower, passes(11), ...REFUSED], BOUND, WIDE);
    expect(breach?.why).toContain(': [110,110] [111,111] had been freed');
  });

  test('counts anew when a call defers again what is deferred', () => {
    const again = [...DEFERRED, passes(11), frees(2, 111, null), defers(2, 111), answers(2)];
    expect(breaksHere('AVL-3', [...again, passes(10), ...REFUSED])).toBe(false);
    expect(breaksHere('AVL-3', [...again, passes(11), ...REFUSED])).toBe(true);
  });

  test('waits for the call that deferred, whoever else responds', () => {
    const stale = [...owns(0, 111), frees(1, 111, null), defers(1, 111)];
    const other = [frees(2, 111, 0, 'cpu1'), answers(2)];
    const facts = [...stale, ...other, passes(11), ASK, answers(1), refuses(9)];
    expect(breaksHere('AVL-3', facts)).toBe(false);
  });

  test('remembers what is overdue for each allocation in progress', () => {
    const young = [...DEFERRED, passes(10), asksFor(8, 1, 111), passes(1), ASK];
    expect(breaksHere('AVL-3', [...young, refuses(8)])).toBe(false);
    expect(breaksHere('AVL-3', [...young, refuses(8), refuses(9)])).toBe(true);
    const old = [...DEFERRED, passes(11), ASK, passes(1), asksFor(8, 1, 111)];
    expect(breaksHere('AVL-3', [...old, frees(7, 111, null), answers(7), refuses(8)])).toBe(true);
    // What one of them was given is gone for the others, and only that.
    const left = [...owns(0, 110, 111), frees(1, 110, 0), defers(1, 110, 111), answers(1)];
    const given = [...left, passes(11), ASK, asksFor(8, 1, 111), erases(8, 111), stores(8, 111)];
    expect(breaks('AVL-3', [...given, refuses(9)], BOUND, WIDE)).toBe(true);
  });

  test('is broken although the overdue range is erased during the call', () => {
    const erased = [...DEFERRED, passes(11), ASK, erases(null, 111), refuses(9)];
    expect(breaksHere('AVL-3', erased)).toBe(true);
  });

  test('says nothing of a reservation that is refused', () => {
    const facts = [...DEFERRED, passes(11), reserves(9, 111), refuses(9)];
    expect(judge('AVL-3', facts, BOUND, SPACE)).toEqual({ breach: null, witnesses: 0 });
  });

  test('ends with the teardown, and is about designs that defer', () => {
    expect(breaksHere('AVL-3', [...DEFERRED, passes(11), ASK, tearsDown(2), refuses(9)])).toBe(
      false,
    );
    expect(judge('AVL-3', DEFERRED, { defers: false }).witnesses).toBe(-1);
  });
});
