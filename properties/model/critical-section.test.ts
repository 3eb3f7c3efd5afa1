import { describe, expect, test } from 'vitest';
import type { ContextId } from '../../model/context-id.ts';
import { Judges } from '../../model/judges.ts';
import type { Fact } from '../../model/fact.ts';
import { locks, unlocks } from './facts.ts';
import { ACTOR, breaks, EVERY_TRAIT, judge, propertyOf, SPACE } from './judge-facts.ts';

/** Entries visited in a tree of four levels with a thousand ranges, where 136 are allowed. */
function visits(entries: number, on: ContextId = 'cpu0', ranges: number = 1000): Fact {
  return { kind: 'visited', on, entries, depth: 4, ranges };
}

describe('LIV-3, a critical section visits few entries', () => {
  test('LIV-3 is broken by one entry more than 128 plus twice the depth', () => {
    const { breach, witnesses } = judge('LIV-3', [locks('cpu0'), visits(137)]);
    expect(breach?.signature).toBe(`LIV-3 ${ACTOR} visits too much in one section`);
    expect(breach?.why).toMatch(/^137 entries .* 1000 ranges and 4 levels: 136 at most/);
    expect(witnesses).toBe(1);
  });

  test('LIV-3 is silent if exactly as many entries are visited as are allowed', () => {
    expect(judge('LIV-3', [locks('cpu0'), visits(136), unlocks('cpu0')])).toEqual({
      breach: null,
      witnesses: 1,
    });
  });

  test('LIV-3 adds up what is visited from the lock to the unlock', () => {
    const { breach } = judge('LIV-3', [visits(100), visits(36), visits(1)]);
    expect(breach?.why).toMatch(/^137 entries/);
    const section = [locks('cpu0'), visits(100), unlocks('cpu0')];
    expect(breaks('LIV-3', [...section, ...section])).toBe(false);
  });

  test('LIV-3 adds up what is visited for each context by itself', () => {
    expect(breaks('LIV-3', [visits(100), visits(100, 'cpu1')])).toBe(false);
    const both = [locks('cpu0'), locks('cpu1')];
    expect(breaks('LIV-3', [...both, visits(100), unlocks('cpu1'), visits(100)])).toBe(true);
    const two = [...both, visits(100), visits(1, 'cpu1'), unlocks('cpu1'), visits(100)];
    expect(breaks('LIV-3', two)).toBe(true);
    const first = [...both, visits(1, 'cpu1'), visits(100), unlocks('cpu0'), visits(100)];
    expect(breaks('LIV-3', first)).toBe(false);
  });

  test('LIV-3 does not judge trees with fewer than 1000 ranges', () => {
    const small = judge('LIV-3', [visits(5000, 'cpu0', 999)]);
    expect(small).toEqual({ breach: null, witnesses: 0 });
  });

  test('LIV-3 reports a section once, and counts it once', () => {
    const many = Array.from({ length: 300 }, () => visits(1));
    const facts = [locks('cpu0'), ...many, unlocks('cpu0'), visits(1)];
    let told = 0;
    const judges = new Judges(
      [propertyOf('LIV-3')],
      EVERY_TRAIT,
      SPACE,
      () => ACTOR,
      () => (told += 1),
    );
    for (const fact of facts) judges.hear(fact);
    expect([told, judges.witnesses[0]]).toEqual([1, 2]);
  });
});
