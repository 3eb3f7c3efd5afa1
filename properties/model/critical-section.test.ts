import { describe, expect, test } from 'vitest';
import type { ContextId } from '../../model/context-id.ts';
import { Judges } from '../../model/judges.ts';
import type { Fact } from '../../model/fact.ts';
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
  locks,
  memory,
  owns,
  refuses,
  stores,
  tearsDown,
  unlocks,
  work,
} from './facts.ts';
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

describe('LIV-5, a call visits few entries in all its critical sections', () => {
  /** A critical section that visits so many entries. */
  const section = (entries: number, on: ContextId = 'cpu0'): readonly Fact[] => [
    locks(on),
    visits(entries, on),
    unlocks(on),
  ];
  const FREE = [...owns(0, 111), frees(1, 111, 0)];

  test('LIV-5 is broken by a call of many short sections, by one entry too many', () => {
    const facts = [...FREE, ...section(100), ...section(100), ...section(73), answers(1)];
    const { breach, witnesses } = judge('LIV-5', facts);
    expect(breach?.signature).toBe(`LIV-5 ${ACTOR} visits too much in all`);
    expect(breach?.why).toMatch(/^273 entries and more are visited .* of one call, .* 4 levels/);
    expect(breach?.why).toContain('272 at most');
    expect(witnesses).toBe(1);
  });

  test('LIV-5 is silent if exactly as many entries are visited as are allowed', () => {
    const facts = [...FREE, ...section(100), ...section(100), ...section(72), answers(1)];
    expect(judge('LIV-5', facts)).toEqual({ breach: null, witnesses: 1 });
  });

  test('LIV-5 adds up what is visited for each call by itself', () => {
    const two = (on: ContextId): readonly Fact[] => [...section(100, on), ...section(100, on)];
    const second = [...owns(2, 110), frees(3, 110, 2), ...two('cpu0'), answers(3)];
    expect(breaks('LIV-5', [...FREE, ...two('cpu0'), answers(1), ...second])).toBe(false);
    const both = [...FREE, ...owns(2, 110), frees(3, 110, 2, 'cpu1')];
    const beside = [...both, ...two('cpu0'), ...two('cpu1'), answers(1), answers(3)];
    expect(judge('LIV-5', beside)).toEqual({ breach: null, witnesses: 2 });
    const onOne = [...both, ...two('cpu1'), ...section(100, 'cpu1'), answers(3)];
    expect(breaks('LIV-5', onOne)).toBe(true);
  });

  test('LIV-5 allows no more entries to a call that erases ranges', () => {
    const walk = [...section(100), erases(1, 111), ...section(100), ...section(73)];
    expect(breaks('LIV-5', [...FREE, ...walk, answers(1)])).toBe(true);
  });

  test('LIV-5 does not judge the work, which runs with interrupts on, or a teardown', () => {
    const one = (on: ContextId): readonly Fact[] => section(100, on);
    const many = (on: ContextId): readonly Fact[] => [...one(on), ...one(on), ...one(on)];
    const run = [work('running'), ...many('worker'), work('idle')];
    expect(judge('LIV-5', run)).toEqual({ breach: null, witnesses: 0 });
    // Not even while a call is in progress.
    const beside = [...FREE, ...run, answers(1)];
    expect(judge('LIV-5', beside)).toEqual({ breach: null, witnesses: 0 });
    expect(breaks('LIV-5', [tearsDown(1), ...many('teardown'), answers(1)])).toBe(false);
  });

  test('LIV-5 leaves a call with a section that alone breaks LIV-3 to LIV-3', () => {
    for (const sections of [[...section(137)], [...section(1), ...section(137), ...section(1)]]) {
      const facts = [...FREE, ...sections, answers(1)];
      expect(breaks('LIV-5', facts)).toBe(false);
      expect(breaks('LIV-3', facts)).toBe(true);
    }
    const within = [locks('cpu0'), visits(100), visits(37), unlocks('cpu0')];
    expect(breaks('LIV-5', [...FREE, ...within, answers(1)])).toBe(false);
  });

  test('LIV-5 does not judge trees with fewer than 1000 ranges', () => {
    const some = visits(100, 'cpu0', 999);
    const facts = [...FREE, some, some, some, answers(1)];
    expect(judge('LIV-5', facts)).toEqual({ breach: null, witnesses: 0 });
  });

  describe('and an allocation that finds no room', () => {
    const WALK = [...section(100), ...section(100), ...section(100)];
    /** All pages but the last are reserved, and the last one is owned by call 0. */
    const FULL = [...hasReserved(50, 96, 110), ...owns(0, 111)];
    const LEFT = leavesBehind(1, 0, 111);
    const ASK = asksFor(9, 1, 111);

    test('LIV-5 is silent if it was refused, and had no room at some moment', () => {
      expect(breaks('LIV-5', [...FULL, ASK, ...WALK, refuses(9)])).toBe(false);
      expect(breaks('LIV-5', [...FULL, ...LEFT, ASK, ...WALK, refuses(9)])).toBe(false);
    });

    test('LIV-5 is silent if it was granted what it has found deferred, and has erased', () => {
      const found = [...WALK, ...WALK, erases(9, 111), stores(9, 111), grants(9, 111)];
      expect(breaks('LIV-5', [...FULL, ...LEFT, ASK, ...found])).toBe(false);
    });

    test('LIV-5 is broken if it had room all the time, also if it was the only room', () => {
      const room = hasReserved(50, 96, 110);
      const { breach } = judge('LIV-5', [...room, ASK, ...WALK, refuses(9)]);
      expect(breach?.signature).toBe(`LIV-5 ${ACTOR} visits too much in all`);
      const granted = [ASK, ...WALK, stores(9, 111), grants(9, 111)];
      expect(breaks('LIV-5', granted)).toBe(true);
      expect(breaks('LIV-5', [...room, ...granted])).toBe(true);
    });

    test('LIV-5 is broken by what it visits once it has room', () => {
      const room = [frees(5, 111, 0, 'cpu1'), erases(5, 111), answers(5)];
      expect(breaks('LIV-5', [...FULL, ASK, ...WALK, ...room, ...section(100)])).toBe(false);
      expect(breaks('LIV-5', [...FULL, ASK, ...room, ...WALK])).toBe(true);
    });

    test('LIV-5 is silent if the only room was granted to another call meanwhile', () => {
      const room = hasReserved(50, 96, 110);
      const other = [asksFor(8, 1, 111, { on: 'cpu1' }), stores(8, 111)];
      const facts = [...room, ASK, ...section(100), ...other, ...section(100), grants(8, 111)];
      expect(breaks('LIV-5', [...facts, refuses(9)])).toBe(false);
    });

    test('LIV-5 is silent if its own object or store was refused after that', () => {
      const refused = [...WALK, memory(9, 'store', false), refuses(9)];
      expect(breaks('LIV-5', [...FULL, ASK, ...refused])).toBe(false);
      expect(breaks('LIV-5', [ASK, ...refused])).toBe(true);
    });

    test('LIV-5 judges the next call of the same context as any other', () => {
      const next = [...owns(2, 110), frees(3, 110, 2), keeps(3, 110), defers(3, 110)];
      const full = [...hasReserved(50, 96, 109), ...owns(0, 111), ...owns(4, 110)];
      const refused = [...full, ASK, ...WALK, refuses(9), frees(5, 110, 4), erases(5, 110)];
      const walks = [...refused, answers(5), ...next, ...WALK, answers(3)];
      expect(breaks('LIV-5', walks)).toBe(true);
    });
  });
});
