/**
 * The dependence relation, and the accesses on which it is based: two steps that it calls
 * independent can be exchanged.
 */
import { describe, expect, test } from 'vitest';
import { EVERY_DESIGN } from './engine-cases.ts';
import { ALONE, pairsOf, UNTIMED } from './exchanged-pairs.ts';

const WALKS = 15;

describe.each(EVERY_DESIGN)('two steps of $name', ({ design }) => {
  test('two independent steps can be exchanged: same state, facts and accesses', () => {
    const pairs = pairsOf(design, UNTIMED, WALKS);
    expect(pairs.flatMap(({ wrong }) => wrong)).toEqual([]);
    // There may be no independent pairs: nearly every step reports a fact that a property reads.
    expect(pairs.every(({ dependent }) => dependent > 0)).toBe(true);
  });

  test('two independent steps can be exchanged where each fact is judged alone', () => {
    const pairs = pairsOf(design, ALONE, WALKS);
    expect(pairs.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(pairs.every(({ independent }) => independent > 0)).toBe(true);
  });
});
