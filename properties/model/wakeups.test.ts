import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import {
  answers,
  defers,
  erases,
  frees,
  keeps,
  leavesBehind,
  owns,
  passes,
  tearsDown,
  work,
} from './facts.ts';
import { ACTOR, breaks, judge, signaturesOf } from './judge-facts.ts';

const LEFT = [...owns(0, 111), ...leavesBehind(1, 0, 111)];
const BACKOFF = { retryDelaysJiffies: [10, 50, 200] };

const BEGINS = work('running');
const ENDS = work('armed');
/** A run of the work that is refused memory for every erase. */
const FAILED = [BEGINS, keeps(null, 111), defers(null, 111), ENDS];
/** A run that erases something, and a run that finds nothing to do. */
const GOOD = [BEGINS, erases(null, 110), keeps(null, 111), ENDS];
const EMPTY = [BEGINS, ENDS];

/** Failed runs, with these pauses between them. */
function failures(...pausesJiffies: readonly number[]): readonly Fact[] {
  return [...LEFT, ...FAILED, ...pausesJiffies.flatMap((pause) => [passes(pause), ...FAILED])];
}

describe('CST-1, the work wakes up no more often than its policy promises', () => {
  test('CST-1 is broken by a run one jiffy too early after a failed one', () => {
    const { breach, witnesses } = judge('CST-1', failures(9), BACKOFF);
    expect(breach?.signature).toBe(`CST-1 ${ACTOR} armed the work too early`);
    expect(breach?.why).toContain('9 ms after a run that found no memory');
    expect(breach?.why).toContain('the first in a row: its policy promises 10 ms');
    expect(witnesses).toBe(1);
  });

  test('CST-1 is silent on a run just in time, or later', () => {
    expect(judge('CST-1', failures(10), BACKOFF)).toEqual({ breach: null, witnesses: 1 });
    expect(breaks('CST-1', failures(11), BACKOFF)).toBe(false);
  });

  test('CST-1 goes by the number of failed runs in a row, then by the last delay for all', () => {
    expect(breaks('CST-1', failures(10, 49), BACKOFF)).toBe(true);
    expect(breaks('CST-1', failures(10, 50, 199), BACKOFF)).toBe(true);
    expect(breaks('CST-1', failures(10, 50, 200, 199), BACKOFF)).toBe(true);
    expect(breaks('CST-1', failures(10, 50, 200, 200, 200), BACKOFF)).toBe(false);
  });

  test('CST-1 reports the number of failed runs in a row, up to the number of delays', () => {
    const { breach } = judge('CST-1', failures(10, 49), BACKOFF);
    expect(breach?.why).toContain('2 or more in a row: its policy promises 50 ms');
    const flat = judge('CST-1', failures(9));
    expect(flat.breach?.why).toContain('1 or more in a row: its policy promises 10 ms');
  });

  test('CST-1 adds up the time since the failed run ended, in whatever portions it passes', () => {
    const split = [...LEFT, ...FAILED, passes(4), passes(6), ...FAILED];
    expect(breaks('CST-1', split, BACKOFF)).toBe(false);
    // Time that passed before it ended does not count.
    const slow = [...LEFT, BEGINS, keeps(null, 111), passes(10), ENDS, passes(1), BEGINS];
    expect(breaks('CST-1', slow, BACKOFF)).toBe(true);
    const again = [passes(10), BEGINS, keeps(null, 111), passes(50), ENDS, passes(49), BEGINS];
    expect(breaks('CST-1', [...LEFT, ...FAILED, ...again], BACKOFF)).toBe(true);
  });

  test('CST-1 begins a new row after a run that erased something, or found nothing to do', () => {
    for (const success of [GOOD, EMPTY]) {
      const facts = [...failures(10), passes(50), ...success, ...FAILED, passes(10), ...FAILED];
      expect(breaks('CST-1', facts, BACKOFF)).toBe(false);
    }
    // It does not matter which erases were refused before or after the successful one.
    const partly = [BEGINS, keeps(null, 111), erases(null, 110), keeps(null, 109), ENDS];
    expect(breaks('CST-1', [...LEFT, ...partly, passes(1), BEGINS], BACKOFF)).toBe(false);
  });

  test('CST-1 goes on with the row when a call erases, during a run or between runs', () => {
    const between = [...failures(10), erases(5, 110), passes(49), ...FAILED];
    expect(breaks('CST-1', between, BACKOFF)).toBe(true);
    const beside = [...LEFT, BEGINS, keeps(null, 111), erases(5, 110), ENDS, passes(9), BEGINS];
    expect(breaks('CST-1', beside, BACKOFF)).toBe(true);
  });

  test('CST-1 does not count a refusal to a call as a failure of the work', () => {
    const refused = [...LEFT, BEGINS, keeps(5, 110), ENDS, passes(1), BEGINS];
    expect(judge('CST-1', refused, BACKOFF)).toEqual({ breach: null, witnesses: 0 });
  });

  test('CST-1 names who armed the work, not who ended the run', () => {
    const early = (at: number): readonly string[] => [`CST-1 actor ${at} armed the work too early`];
    const armedInRun: Fact = { kind: 'work', state: 'running', dueJiffies: 10 };
    const facts = [...LEFT, BEGINS, keeps(null, 111), armedInRun, ENDS, passes(1), BEGINS];
    expect(signaturesOf('CST-1', facts, BACKOFF)).toEqual(early(facts.indexOf(armedInRun)));
    const rearmed = [...LEFT, ...FAILED, work('idle'), passes(1), ENDS, BEGINS];
    expect(signaturesOf('CST-1', rearmed, BACKOFF)).toEqual(early(rearmed.length - 2));
    const beside = [...LEFT, ...FAILED, work('idle'), ENDS, keeps(5, 110), erases(5, 110), BEGINS];
    expect(signaturesOf('CST-1', beside, BACKOFF)).toEqual(early(beside.length - 4));
  });

  test('CST-1 is broken by a run that leaves nothing deferred and is followed by another', () => {
    const drained = [...LEFT, BEGINS, erases(null, 111), ENDS];
    const { breach } = judge('CST-1', drained, BACKOFF);
    expect(breach?.why).toContain('although nothing is deferred');
    expect(breach?.signature).toBe(`CST-1 ${ACTOR} armed the work for nothing`);
    expect(breaks('CST-1', [...drained.slice(0, -1), work('idle')], BACKOFF)).toBe(false);
    // It makes no difference whether anything was deferred before.
    expect(breaks('CST-1', EMPTY, BACKOFF)).toBe(true);
  });

  test('CST-1 is silent if a call may have armed the work for what the run then erased', () => {
    const before = [...owns(2, 110), frees(3, 110, 2), BEGINS, erases(null, 111), answers(3), ENDS];
    expect(breaks('CST-1', [...LEFT, ...before], BACKOFF)).toBe(false);
    const meanwhile = [BEGINS, ...leavesBehind(3, 2, 110), erases(null, 110), erases(null, 111)];
    expect(breaks('CST-1', [...LEFT, ...owns(2, 110), ...meanwhile, ENDS], BACKOFF)).toBe(false);
  });

  test('CST-1 does not judge after the teardown has begun', () => {
    const facts = [...LEFT, ...FAILED, tearsDown(2), ...FAILED];
    expect(breaks('CST-1', facts, BACKOFF)).toBe(false);
  });

  test('CST-1 is not about a design whose work does not retry', () => {
    expect(judge('CST-1', failures(1), { ...BACKOFF, retriesByWork: false }).witnesses).toBe(-1);
  });
});
