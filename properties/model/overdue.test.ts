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
  memory,
  owns,
  passes,
  pressure,
  refuses,
  stores,
  tearsDown,
} from './facts.ts';
import { breaks, judge } from './trial.ts';

const BOUND = { recoveryJiffies: 10 };
/** One page: whoever has it has everything. */
const SPACE = { startPfn: 111, dma32: 104, topPfn: 111 };

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
    const wide = { startPfn: 110, dma32: 104, topPfn: 111 };
    const two = [...owns(0, 110, 111), frees(1, 110, 0), defers(1, 110, 111), answers(1)];
    const stored = [...two, passes(11), ...owns(2, 111)];
    expect(breaks('AVL-3', [...stored, ...REFUSED], BOUND, wide)).toBe(true);
    expect(breaks('AVL-3', [...stored, ...owns(3, 110), ...REFUSED], BOUND, wide)).toBe(false);
  });

  test('ends with the teardown, and is about designs that defer', () => {
    expect(breaksHere('AVL-3', [...DEFERRED, passes(11), ASK, tearsDown(2), refuses(9)])).toBe(
      false,
    );
    expect(judge('AVL-3', DEFERRED, { defers: false }).witnesses).toBe(-1);
  });
});
