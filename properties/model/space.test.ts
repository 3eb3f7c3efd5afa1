import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import type { Range } from '../../model/range.ts';
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
  owns,
  pages,
  refuses,
  reserves,
  stores,
  tearsDown,
  unlocks,
  windowIs,
} from './facts.ts';
import { ACTOR, breaks, judge, signaturesOf } from './judge-facts.ts';

function survey(ranges: readonly Range[], unsound: string | null = null): Fact {
  return { kind: 'surveyed', ranges, unsound };
}

describe('SPC-1, pages are conserved', () => {
  test('SPC-1 is broken by a range that is freed and neither erased nor deferred', () => {
    const { breach } = judge('SPC-1', [...owns(0, 111), frees(1, 111, 0), answers(1)]);
    expect(breach?.why).toContain('[111,111] is in the tree, but nobody owns it');
  });

  test('SPC-1 leaves it to OWN-3 if an erase takes what is still owned', () => {
    const facts = [...owns(0, 110), ...owns(1, 111), frees(2, 111, 1), locks('cpu0')];
    const swallowed = [...facts, erases(2, 110, 111), unlocks('cpu0'), answers(2)];
    expect(breaks('SPC-1', swallowed)).toBe(false);
    expect(breaks('OWN-3', swallowed)).toBe(true);
  });

  test('SPC-1 is broken by a part of a deferred range that was not deferred again', () => {
    const facts = [...owns(0, 110, 111), frees(1, 110, 0), keeps(1, 110, 111), defers(1, 110)];
    expect(breaks('SPC-1', [...facts, answers(1)])).toBe(true);
  });

  test('SPC-1 is broken by a grant of which no page is in the tree', () => {
    const { breach } = judge('SPC-1', [asksFor(0, 1, 111), grants(0, 111)]);
    expect(breach?.why).toContain('[111,111] is held, but is not in the tree');
    expect(breaks('SPC-1', [reserves(0, 111), answers(0)])).toBe(true);
  });

  test('SPC-1 names who changed the account and how, or who left it if nobody did', () => {
    const section = (fact: Fact): readonly Fact[] => [locks('cpu0'), fact, unlocks('cpu0')];
    const leaks = (by: string): string => `SPC-1 pages left in the tree <- ${by}`;
    expect(signaturesOf('SPC-1', section(stores(null, 100)))).toEqual([
      leaks('actor 1 stored a range'),
    ]);
    const half = [...owns(0, 110, 111), ...leavesBehind(1, 0, 110, 111)];
    const erased = [...half, ...section(defers(null, 109, 110))];
    expect(signaturesOf('SPC-1', erased)).toEqual([
      `SPC-1 pages not in the tree <- actor ${half.length + 1} deferred a range`,
    ]);
    const lost = [...owns(0, 111), frees(1, 111, 0), answers(1)];
    expect(signaturesOf('SPC-1', lost)).toEqual([leaks('actor 4 left them')]);
    const refused = [asksFor(0, 1, 111), stores(0, 111), refuses(0)];
    expect(signaturesOf('SPC-1', refused)).toEqual([leaks('actor 1 stored a range')]);
    const missing = [asksFor(0, 1, 111), grants(0, 111)];
    expect(signaturesOf('SPC-1', missing)).toEqual([
      'SPC-1 pages not in the tree <- actor 1 returned',
    ]);
  });

  test('SPC-1 reports what is wrong once, and checks only what has changed', () => {
    const busy = [...owns(0, 111), frees(1, 111, 0, 'cpu1')];
    const leaked = [locks('cpu0'), stores(null, 100, 101), unlocks('cpu0')];
    const later = [locks('cpu0'), unlocks('cpu0'), defers(null, 100), locks('cpu0')];
    const facts = [...busy, ...leaked, ...later, unlocks('cpu0')];
    expect(signaturesOf('SPC-1', facts)).toEqual([
      'SPC-1 pages left in the tree <- actor 5 stored a range',
    ]);
  });

  test('SPC-1 is silent while a call that moves the pages is in progress', () => {
    const moving = [...owns(0, 111), frees(1, 111, 0), locks('cpu0'), unlocks('cpu0')];
    expect(breaks('SPC-1', moving)).toBe(false);
    const section = (fact: Fact): readonly Fact[] => [locks('cpu0'), fact, unlocks('cpu0')];
    const granting = [...owns(1, 110), asksFor(0, 1, 111), ...section(stores(0, 111))];
    expect(breaks('SPC-1', granting)).toBe(false);
    const reserving = [...owns(1, 110), reserves(0, 111), ...section(stores(0, 111))];
    expect(breaks('SPC-1', reserving)).toBe(false);
    const piece = [reserves(0, 110, 111), ...section(stores(0, 110)), ...section(stores(0, 111))];
    expect(breaks('SPC-1', piece)).toBe(false);
    // It is checked again when the call responds.
    expect(breaks('SPC-1', [...granting, refuses(0)])).toBe(true);
    expect(breaks('SPC-1', [...reserving, refuses(0)])).toBe(true);
  });

  test('SPC-1 is silent inside a critical section', () => {
    const facts = [...owns(0, 110, 111), locks('cpu1'), ...leavesBehind(1, 0, 110, 111)];
    const half = [erases(null, 110)];
    expect(breaks('SPC-1', [...facts, ...half])).toBe(false);
    expect(breaks('SPC-1', [...facts, ...half, unlocks('cpu1')])).toBe(false);
    // For a moment nothing accounts for page 100, while another call responds.
    const moment = [locks('cpu1'), stores(null, 100), ...owns(0, 111)];
    expect(breaks('SPC-1', moment)).toBe(false);
    expect(breaks('SPC-1', [...moment, erases(null, 100), unlocks('cpu1')])).toBe(false);
    expect(breaks('SPC-1', [...moment, unlocks('cpu1')])).toBe(true);
  });

  test('SPC-1 is silent on what is owned, reserved, deferred or gone', () => {
    const held = [...owns(0, 111), ...hasReserved(1, 100), ...owns(2, 110)];
    const moved = [...leavesBehind(3, 0, 111), frees(4, 110, 2), erases(4, 110), answers(4)];
    expect(breaks('SPC-1', [...held, ...moved])).toBe(false);
  });

  test('SPC-1 is silent after a teardown', () => {
    const gone = [...owns(0, 111), tearsDown(1), answers(1)];
    expect(breaks('SPC-1', [...gone, locks('cpu0'), stores(null, 100), unlocks('cpu0')])).toBe(
      false,
    );
  });

  test('SPC-1 counts checks with something in the tree', () => {
    expect(judge('SPC-1', owns(0, 111)).witnesses).toBe(1);
    expect(judge('SPC-1', [...owns(0, 111), locks('cpu0'), unlocks('cpu0')]).witnesses).toBe(1);
    const gone = [...owns(0, 111), frees(1, 111, 0), erases(1, 111), answers(1)];
    expect(judge('SPC-1', gone).witnesses).toBe(1);
    expect(judge('SPC-1', [locks('cpu0'), unlocks('cpu0')]).witnesses).toBe(0);
  });
});

describe('TRE-1, the tree holds exactly what was put into it', () => {
  test('TRE-1 is broken by a tree that reports itself unsound', () => {
    const { breach } = judge('TRE-1', [survey([], 'a gap is wrong')]);
    expect(breach?.why).toBe('a gap is wrong');
    expect(breach?.signature).toBe(`TRE-1 the tree after ${ACTOR} is not well formed`);
  });

  test.each([
    ['misses a range', []],
    ['holds one more', [pages(109), pages(110, 111)]],
    ['holds one more at its end', [pages(110, 111), pages(112)]],
    ['holds a range too long', [pages(109, 111)]],
    ['holds a range too short', [pages(110)]],
    ['holds two ranges for one', [pages(110), pages(111)]],
  ])('TRE-1 is broken by a tree that %s', (_what, ranges) => {
    const { breach } = judge('TRE-1', [stores(0, 110, 111), survey(ranges)]);
    expect(breach?.signature).toBe(`TRE-1 the tree after ${ACTOR} is not what was put there`);
  });

  test('TRE-1 names what is in the tree, and what was stored there', () => {
    const put = stores(0, 110, 111);
    const why = (...ranges: readonly Range[]): string | undefined =>
      judge('TRE-1', [put, survey(ranges)]).breach?.why;
    expect(why()).toBe('the tree holds nothing where [110,111] was put');
    expect(why(pages(110, 111), pages(112))).toBe('the tree holds [112,112] where nothing was put');
  });

  test('TRE-1 is silent on a tree that holds what was stored', () => {
    const facts = [stores(0, 110, 111), stores(1, 100), erases(1, 100), survey([pages(110, 111)])];
    expect(judge('TRE-1', facts)).toEqual({ breach: null, witnesses: 1 });
  });

  test('TRE-1 says nothing about a tree that was not surveyed, and counts no empty one', () => {
    expect(judge('TRE-1', [stores(0, 110, 111)])).toEqual({ breach: null, witnesses: 0 });
    expect(judge('TRE-1', [survey([])])).toEqual({ breach: null, witnesses: 0 });
  });
});

describe('WIN-1, every deferred range lies inside the window', () => {
  const left = [...owns(0, 110, 111), frees(1, 110, 0), locks('cpu0'), defers(1, 110, 111)];

  test.each([
    ['empty', null],
    ['too short at its upper edge', pages(110)],
    ['too short at its lower edge', pages(111)],
    ['elsewhere', pages(96, 100)],
  ])('WIN-1 is broken by a window that is %s when the lock is free', (_what, span) => {
    const { breach } = judge('WIN-1', [...left, windowIs(span), unlocks('cpu0')]);
    const name = span === null ? 'empty' : `[${span.lo},${span.hi}]`;
    expect(breach?.why).toBe(`[110,111] is deferred, but the window is ${name}`);
    expect(breach?.signature).toBe(`WIN-1 ${ACTOR} left a deferred range outside the window`);
  });

  test('WIN-1 is broken by a window that was never reported', () => {
    expect(breaks('WIN-1', [...left, unlocks('cpu0')])).toBe(true);
  });

  test('WIN-1 is silent while the lock is held', () => {
    expect(judge('WIN-1', left)).toEqual({ breach: null, witnesses: 0 });
    const other = [...left, locks('cpu1'), unlocks('cpu1')];
    expect(judge('WIN-1', other)).toEqual({ breach: null, witnesses: 0 });
  });

  test('WIN-1 does not judge after the teardown has begun', () => {
    expect(breaks('WIN-1', [...left, tearsDown(2), unlocks('cpu0')])).toBe(false);
  });

  test('WIN-1 is silent on a window that is exact, or wider than necessary', () => {
    const exact = [...left, windowIs(pages(110, 111)), unlocks('cpu0')];
    expect(judge('WIN-1', exact)).toEqual({ breach: null, witnesses: 1 });
    expect(breaks('WIN-1', [...left, windowIs(pages(96, 111)), unlocks('cpu0')])).toBe(false);
  });

  test('WIN-1 is silent on an empty window once everything is erased', () => {
    const drained = [...left, erases(1, 110, 111), windowIs(null), unlocks('cpu0')];
    expect(judge('WIN-1', drained)).toEqual({ breach: null, witnesses: 0 });
  });

  test('WIN-1 is not about a design without a window', () => {
    expect(judge('WIN-1', left, { window: false }).witnesses).toBe(-1);
  });
});
