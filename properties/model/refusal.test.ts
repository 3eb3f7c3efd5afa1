/** What a refusal that breaks a property says of the call, for whoever finds out its cause. */
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import {
  answers,
  asksFor,
  erases,
  frees,
  leavesBehind,
  memory,
  owns,
  refuses,
  work,
} from './facts.ts';
import { refusalsOf } from './judge-facts.ts';

/** A space of two pages, [110, 111], both of 64 bits. */
const TWO_PAGES = { startPfn: 110, dma32: 104, topPfn: 111 };
const ASK = asksFor(9, 1, 111, { on: 'cpu1' });
const REFUSED = refuses(9);

describe('what a refusal that waits for its cause says of the call', () => {
  const left = [...owns(0, 110, 111), ...leavesBehind(1, 0, 110, 111)];
  const request = { fn: 'alloc', sizePages: 1, limit: 111, aligned: false };
  const told = (...facts: readonly Fact[]): unknown => refusalsOf('AVL-2', facts, {}, TWO_PAGES);
  const PLAIN = { call: 9, request, crowded: false, eraseRefused: false, workRan: false };

  test('a refusal says what was asked for, and which step decided', () => {
    expect(told(ASK, refuses(9, 'alloc_iova: no'))).toEqual([
      { ...PLAIN, because: 'alloc_iova: no' },
    ]);
  });

  test('a refusal says whether deferred pages were in the way at some moment', () => {
    expect(told(...left, ASK, REFUSED)).toMatchObject([{ crowded: true }]);
    expect(told(...left, ASK, erases(null, 110, 111), REFUSED)).toMatchObject([{ crowded: true }]);
    expect(told(...left, erases(null, 110, 111), ASK, REFUSED)).toMatchObject([PLAIN]);
    const one = [...owns(0, 110), ...leavesBehind(1, 0, 110)];
    expect(told(...one, ASK, REFUSED)).toMatchObject([PLAIN]);
  });

  test('a refusal says whether the work ran at some moment of the call', () => {
    const runs = [work('running'), work('idle')];
    expect(told(ASK, ...runs, REFUSED)).toMatchObject([{ workRan: true }]);
    expect(told(work('running'), ASK, work('idle'), REFUSED)).toMatchObject([{ workRan: true }]);
    // What grows or shrinks in the meantime does not make it forgotten.
    const more = [...owns(5, 110), frees(6, 110, 5), erases(6, 110), answers(6)];
    expect(told(ASK, ...runs, ...more, REFUSED)).toMatchObject([{ workRan: true }]);
    expect(told(...runs, ASK, work('armed'), REFUSED)).toMatchObject([PLAIN]);
  });

  test('a refusal says whether an erase was refused to the call itself', () => {
    // Where memory was short, only OBS-2 judges a refusal.
    const toldByObs2 = (...facts: readonly Fact[]): unknown =>
      refusalsOf('OBS-2', [...left, ...facts], {}, TWO_PAGES);
    expect(toldByObs2(ASK, memory(9, 'erase', false), REFUSED)).toMatchObject([
      { eraseRefused: true },
    ]);
    const other = [memory(3, 'erase', false), memory(9, 'erase', true)];
    expect(toldByObs2(ASK, ...other, REFUSED)).toMatchObject([{ eraseRefused: false }]);
    expect(toldByObs2(ASK, memory(9, 'erase', false), ...owns(5, 110), REFUSED)).toMatchObject([
      { eraseRefused: true },
    ]);
  });

  test.each(['AVL-1', 'AVL-3'])('a refusal that breaks %s says the same', (id) => {
    expect(refusalsOf(id, [ASK, refuses(9, 'x: y')], {}, TWO_PAGES)).toEqual([
      { ...PLAIN, because: 'x: y' },
    ]);
  });
});
