import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import {
  answers,
  asksFor,
  defers,
  erases,
  frees,
  hasReserved,
  keeps,
  memory,
  misuses,
  owns,
  passes,
  pressure,
  refuses,
  tearsDown,
  work,
} from './facts.ts';
import { ACTOR, breaks, judge, signaturesOf } from './judge-facts.ts';

const BOUND = { recoveryJiffies: 10 };

/** Page 111 is freed and its erase is refused. The call has not responded yet. */
const DEFERRING: readonly Fact[] = [
  ...owns(0, 111),
  frees(1, 111, 0),
  memory(1, 'erase', false),
  keeps(1, 111),
  defers(1, 111),
];
const DEFERRED: readonly Fact[] = [...DEFERRING, answers(1)];

describe('LIV-1, what is deferred is erased within the bound once memory is back', () => {
  test('LIV-1 is broken one jiffy after the bound, and names who deferred', () => {
    const { breach, witnesses } = judge('LIV-1', [...DEFERRED, passes(10), passes(1)], BOUND);
    expect(breach?.signature).toBe(`LIV-1 nobody erases what ${ACTOR} deferred, the work is idle`);
    expect(witnesses).toBe(1);
  });

  test.each(['armed', 'running'] as const)('LIV-1 says if the work is %s by then', (state) => {
    const { breach } = judge('LIV-1', [...DEFERRED, work(state), passes(11)], BOUND);
    expect(breach?.signature).toBe(
      `LIV-1 nobody erases what ${ACTOR} deferred, the work is ${state}`,
    );
  });

  test('LIV-1 allows the erase to happen when the clock stands at the bound', () => {
    const late = [...DEFERRED, passes(10), erases(null, 111), passes(1)];
    expect(judge('LIV-1', late, BOUND)).toEqual({ breach: null, witnesses: 1 });
  });

  test('LIV-1 does not count the time before the freeing call has responded', () => {
    const slow = [...DEFERRING, passes(100), answers(1), passes(10)];
    expect(breaks('LIV-1', slow, BOUND)).toBe(false);
    expect(breaks('LIV-1', [...slow, passes(1)], BOUND)).toBe(true);
  });

  test('LIV-1 waits for every call that was in progress at the last refusal', () => {
    const other = asksFor(2, 1, 111, { on: 'cpu1' });
    const facts = [...DEFERRING.slice(0, 5), other, ...DEFERRING.slice(5)];
    // Call 2 began before the refusal, so T has not come until it responds.
    const early = [...owns(0, 111), other, ...DEFERRING.slice(3), answers(1), passes(100)];
    expect(breaks('LIV-1', early, BOUND)).toBe(false);
    expect(breaks('LIV-1', [...early, refuses(2), passes(10)], BOUND)).toBe(false);
    expect(breaks('LIV-1', [...early, refuses(2), passes(11)], BOUND)).toBe(true);
    // Call 2 began after the refusal.
    expect(breaks('LIV-1', [...facts, answers(1), passes(11), refuses(2)], BOUND)).toBe(true);
  });

  test('LIV-1 is not judged while a call is in progress, which may be erasing what is owed', () => {
    const other = asksFor(2, 1, 111, { on: 'cpu1' });
    const late = [...DEFERRED, other, passes(11)];
    expect(breaks('LIV-1', late, BOUND)).toBe(false);
    expect(breaks('LIV-1', [...late, refuses(2)], BOUND)).toBe(true);
    expect(breaks('LIV-1', [...late, erases(2, 111), refuses(2)], BOUND)).toBe(false);
  });

  test('LIV-1 begins to count anew with every refusal of memory', () => {
    const again = [passes(9), memory(null, 'erase', false), keeps(null, 111)];
    const facts = [...DEFERRED, ...again, ...again, passes(10)];
    expect(breaks('LIV-1', facts, BOUND)).toBe(false);
    expect(breaks('LIV-1', [...facts, passes(1)], BOUND)).toBe(true);
    // No time counts until the calls that were in progress then have responded.
    const asking = [asksFor(2, 1, 110), memory(2, 'object', false), passes(5), refuses(2)];
    const anew = [...DEFERRED, passes(9), ...asking, passes(10)];
    expect(breaks('LIV-1', anew, BOUND)).toBe(false);
    expect(breaks('LIV-1', [...anew, passes(1)], BOUND)).toBe(true);
  });

  test('LIV-1 names who last deferred what is still owed, and reports it once', () => {
    const elsewhere = defers(null, 111);
    const two = [...owns(0, 110, 111), frees(1, 110, 0), memory(1, 'erase', false)];
    const left = [...two, defers(1, 110, 111), elsewhere, answers(1)];
    const late = [passes(11), passes(1), answers(9)];
    const deferredAt = (facts: readonly Fact[], at: Fact): string =>
      `LIV-1 nobody erases what actor ${facts.indexOf(at)} deferred, the work is idle`;
    const whole = deferredAt(left, left.at(-3) as Fact);
    expect(signaturesOf('LIV-1', [...left, ...late], BOUND)).toEqual([whole]);
    const lower = [...left, erases(null, 111), ...late];
    expect(signaturesOf('LIV-1', lower, BOUND)).toEqual([whole]);
    const upper = [...left, erases(null, 110), ...late];
    expect(signaturesOf('LIV-1', upper, BOUND)).toEqual([deferredAt(upper, elsewhere)]);
    const again = defers(null, 110);
    const moved = [...left, again, erases(null, 111), ...late];
    expect(signaturesOf('LIV-1', moved, BOUND)).toEqual([deferredAt(moved, again)]);
    // And it goes on to the next range.
    const next = [...owns(2, 100), frees(3, 100, 2), memory(3, 'erase', false)];
    const other = defers(3, 100);
    const more = [...upper, ...next, erases(3, 111), other, answers(3), passes(11)];
    expect(signaturesOf('LIV-1', more, BOUND)).toEqual([
      deferredAt(more, elsewhere),
      deferredAt(more, other),
    ]);
  });

  test('LIV-1 begins to count when pressure ends, not before', () => {
    const pressed = [pressure('nodes'), ...DEFERRED, passes(1000)];
    expect(breaks('LIV-1', pressed, BOUND)).toBe(false);
    expect(breaks('LIV-1', [...pressed, pressure('none'), passes(10)], BOUND)).toBe(false);
    expect(breaks('LIV-1', [...pressed, pressure('none'), passes(11)], BOUND)).toBe(true);
  });

  test('LIV-1 goes on counting while other calls go on whose requests are granted', () => {
    const traffic = [...owns(2, 110), passes(6), memory(2, 'store', true)];
    const more = [frees(3, 110, 2), erases(3, 110), answers(3), passes(6)];
    expect(breaks('LIV-1', [...DEFERRED, ...traffic, ...more], BOUND)).toBe(true);
  });

  test('LIV-1 does not owe what was stored over, or was deferred after memory was back', () => {
    expect(breaks('LIV-1', [...DEFERRED, ...hasReserved(2, 111), passes(11)], BOUND)).toBe(false);
    const later = [...owns(2, 110), frees(3, 110, 2), defers(3, 110), answers(3)];
    const erased = [...DEFERRED, ...later, erases(null, 111), passes(11)];
    expect(breaks('LIV-1', erased, BOUND)).toBe(false);
  });

  test('LIV-1 does not judge after the teardown has begun', () => {
    expect(breaks('LIV-1', [...DEFERRED, tearsDown(2), passes(11)], BOUND)).toBe(false);
    const gone = [...DEFERRED, tearsDown(2), answers(2), passes(11)];
    expect(breaks('LIV-1', gone, BOUND)).toBe(false);
  });

  test('LIV-1 counts nothing if nothing was deferred when memory was back', () => {
    const granted = [...owns(0, 111), memory(0, 'object', false), passes(100)];
    expect(judge('LIV-1', granted, BOUND)).toEqual({ breach: null, witnesses: 0 });
  });

  test('LIV-1 judges by the bound of the design', () => {
    const facts = [...DEFERRED, passes(11)];
    expect(breaks('LIV-1', facts, { recoveryJiffies: 11 })).toBe(false);
    expect(breaks('LIV-1', facts, { recoveryJiffies: 10 })).toBe(true);
  });

  test('LIV-1 is not about a design that does not defer', () => {
    expect(judge('LIV-1', DEFERRED, { defers: false }).witnesses).toBe(-1);
  });
});

describe('LIV-2, no context goes on for ever', () => {
  test('LIV-2 is broken by a context that is back in a state it left', () => {
    const { breach } = judge('LIV-2', [{ kind: 'looped', on: 'worker', steps: 12 }]);
    expect(breach?.signature).toBe(`LIV-2 ${ACTOR} goes round for ever`);
    expect(breach?.why).toContain('worker is back in a state it left 12 steps before');
  });

  test('LIV-2 is broken by a wait that no context will end, and names who waits', () => {
    const waits = { kind: 'blocked', on: 'teardown', at: 'put: wait', who: 'put()' } as const;
    const { breach, witnesses } = judge('LIV-2', [waits]);
    expect(breach?.signature).toBe('LIV-2 put() waits for ever');
    expect(breach?.why).toContain('teardown waits at "put: wait"');
    expect(witnesses).toBe(0);
  });

  test('LIV-2 names the first misuse of the run, which may be why', () => {
    const misused = [misuses('list-double-add'), misuses('use-after-free')];
    const loops: Fact = { kind: 'looped', on: 'worker', steps: 12 };
    expect(judge('LIV-2', [...misused, loops]).breach?.signature).toBe(
      `LIV-2 ${ACTOR} goes round for ever <- list-double-add`,
    );
    const waits: Fact = { kind: 'blocked', on: 'worker', at: 'work: wait', who: 'the work' };
    expect(judge('LIV-2', [...misused.slice(0, 1), waits]).breach?.signature).toBe(
      'LIV-2 the work waits for ever <- list-double-add',
    );
  });

  test('LIV-2 is silent on calls that respond and works that come to rest, and counts them', () => {
    const facts = [...owns(0, 111), work('running'), work('idle')];
    expect(judge('LIV-2', facts).breach).toBeNull();
    expect(judge('LIV-2', facts).witnesses).toBeGreaterThanOrEqual(2);
  });

  test('LIV-2 does not count a call that has not responded', () => {
    expect(judge('LIV-2', [asksFor(0, 1, 111)]).witnesses).toBe(0);
  });
});
