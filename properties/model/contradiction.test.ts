import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import { ruledOut, trt1 } from '../../model/properties/contradiction.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { defers, leavesBehind, owns, work } from './facts.ts';
import { breaks, judge, signaturesOf } from './judge-facts.ts';

const { traits } = mainline;
const WINDOW: Fact = { kind: 'window', span: { lo: 110, hi: 111 } };
const NOTHING: Fact = { kind: 'window', span: null };

describe('TRT-1, a design does nothing that its traits rule out', () => {
  const shown: readonly (readonly [trait: string, fact: Fact, cause: string])[] = [
    ['defers', defers(null, 111), 'a range is deferred'],
    ['lists', { kind: 'listed', object: -2 }, 'an object is listed'],
    ['window', WINDOW, 'a window is set'],
    ['retriesByWork', work('armed'), 'the work is armed'],
    ['retriesByWork', work('running'), 'the work is armed'],
  ];
  test.each(shown)('a design that says "%s: false" is contradicted by %o', (trait, fact, cause) => {
    expect(signaturesOf('TRT-1', [fact, fact], traits)).toEqual([`TRT-1 ${cause}`]);
    expect(breaks('TRT-1', [fact], { ...traits, [trait]: true })).toBe(false);
  });

  test('a window that is empty and a work that is idle contradict nothing', () => {
    expect(breaks('TRT-1', [NOTHING, work('idle')], traits)).toBe(false);
  });

  test('a call that responds is its witness', () => {
    expect(judge('TRT-1', [...owns(0, 111)], traits)).toEqual({ breach: null, witnesses: 1 });
  });

  test('two contradictions of one run are two ways to break it', () => {
    const run = [...owns(0, 111), ...leavesBehind(1, 0, 111), work('armed')];
    expect(signaturesOf('TRT-1', run, traits)).toEqual([
      'TRT-1 a range is deferred',
      'TRT-1 the work is armed',
    ]);
  });

  test('what a file denies is ruled out, also where runs are judged as if it happened', () => {
    const judged = { ...traits, defers: true, denies: ['defers'] as const };
    expect(breaks('TRT-1', [defers(null, 111)], judged)).toBe(true);
    expect(ruledOut({ ...judged, denies: [] })).toEqual([]);
    expect(trt1.appliesTo({ ...judged, denies: [] })).toBe(false);
  });
});
