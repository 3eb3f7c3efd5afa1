import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import {
  answers,
  asksFor,
  defers,
  erases,
  frees,
  keeps,
  leavesBehind,
  memory,
  owns,
  passes,
  stores,
  tearsDown,
  work,
} from './facts.ts';
import { ACTOR, breaks, judge, signaturesOf } from './judge-facts.ts';

const BACKOFF = { longestDelaysJiffies: [10, 50, 200] };

const ARMED = work('armed');
const BEGINS = work('running');
/** A range waits for its erase, and the work is armed. */
const LEFT = [...owns(0, 111), ...leavesBehind(1, 0, 111), ARMED];
/** A run of the work that is refused memory for every erase. */
const FAILED = [BEGINS, keeps(null, 111), defers(null, 111), ARMED];
/** A run that erases a part of what waits. */
const PARTLY = [BEGINS, erases(null, 110), keeps(null, 111), ARMED];

/** The wait for the first run, then failed runs with these pauses after them. */
function pauses(firstJiffies: number, ...othersJiffies: readonly number[]): readonly Fact[] {
  const others = othersJiffies.flatMap((pause) => [...FAILED, passes(pause)]);
  return [...LEFT, passes(firstJiffies), ...others];
}

/** A whole free by call `call`, which leaves `lo` deferred and puts the work off. */
function postpones(call: number, lo: number): readonly Fact[] {
  return [...owns(call, lo), ...leavesBehind(call + 1, call, lo), ARMED];
}

describe('LIV-4, a retry comes no later than its policy promises', () => {
  test('LIV-4 is broken by one jiffy more than the policy lets pass before the first run', () => {
    const { breach, witnesses } = judge('LIV-4', [...LEFT, passes(11)], BACKOFF);
    expect(breach?.signature).toBe(`LIV-4 ${ACTOR} armed the work too late`);
    expect(breach?.why).toContain('for more than 10 ms without a run of the work');
    expect(witnesses).toBe(0);
  });

  test('LIV-4 is silent on a run just in time, which is its witness', () => {
    const inTime = [...LEFT, passes(10), BEGINS];
    expect(judge('LIV-4', inTime, BACKOFF)).toEqual({ breach: null, witnesses: 1 });
  });

  test('LIV-4 counts although calls overlap, so that one is always in progress', () => {
    const overlapping = [asksFor(20, 1, 103, { on: 'cpu1' }), answers(1), ARMED, passes(6)];
    const next = [asksFor(21, 1, 103, { on: 'cpu2' }), answers(20), ARMED, passes(5)];
    const deferring = LEFT.slice(0, -2);
    expect(breaks('LIV-4', [...deferring, ...overlapping], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...deferring, ...overlapping, ...next], BACKOFF)).toBe(true);
  });

  test('LIV-4 waits for the calls in progress when a range was deferred, and for no other', () => {
    const open = [asksFor(20, 1, 103, { on: 'cpu1' }), ...LEFT, passes(50)];
    expect(breaks('LIV-4', open, BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...open, answers(20), passes(11)], BACKOFF)).toBe(true);
  });

  test('LIV-4 allows the delay after a failed run also if nothing was refused to the run', () => {
    const leaves = [BEGINS, ARMED, passes(50)];
    expect(breaks('LIV-4', [...LEFT, passes(10), ...leaves], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...LEFT, passes(10), ...leaves, passes(1)], BACKOFF)).toBe(true);
  });

  test('LIV-4 adds up the time, in whatever portions it passes, and says so once', () => {
    const portions = [...LEFT, passes(4), passes(6)];
    expect(breaks('LIV-4', portions, BACKOFF)).toBe(false);
    const late = [...portions, passes(1), passes(1), passes(500)];
    expect(signaturesOf('LIV-4', late, BACKOFF)).toHaveLength(1);
  });

  test('LIV-4 goes by the number of failed runs in a row, then by the last delay for all', () => {
    expect(breaks('LIV-4', pauses(10, 50, 200, 200, 200), BACKOFF)).toBe(false);
    expect(breaks('LIV-4', pauses(10, 51), BACKOFF)).toBe(true);
    expect(breaks('LIV-4', pauses(10, 50, 201), BACKOFF)).toBe(true);
    expect(breaks('LIV-4', pauses(10, 50, 200, 200, 201), BACKOFF)).toBe(true);
  });

  test('LIV-4 goes back to the first delay after a run that erased something', () => {
    const two = [...postpones(2, 110), ...pauses(10, 50), ...PARTLY];
    expect(breaks('LIV-4', [...two, passes(10)], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...two, passes(11)], BACKOFF)).toBe(true);
  });

  test('LIV-4 goes on with the row when a call erases a part', () => {
    const part = [...postpones(2, 110), ...pauses(10), ...FAILED, erases(5, 110)];
    expect(breaks('LIV-4', [...part, passes(50)], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...part, passes(51)], BACKOFF)).toBe(true);
  });

  test('LIV-4 is broken by frees that go on and put the work off, and names the last one', () => {
    const busy = [...LEFT, passes(6), ...postpones(2, 110), passes(4), ...postpones(4, 109)];
    expect(breaks('LIV-4', busy, BACKOFF)).toBe(false);
    const late = [...busy, passes(1)];
    const last = busy.length - 1;
    expect(signaturesOf('LIV-4', late, BACKOFF)).toEqual([
      `LIV-4 actor ${last} armed the work too late`,
    ]);
  });

  test('LIV-4 names who armed the work in its last run, not the end of that run', () => {
    const rearmed: Fact = { kind: 'work', state: 'running', dueJiffies: 1000 };
    const late = [...LEFT, BEGINS, keeps(null, 111), rearmed, ARMED, passes(51)];
    expect(signaturesOf('LIV-4', late, BACKOFF)).toEqual([
      `LIV-4 actor ${late.indexOf(rearmed)} armed the work too late`,
    ]);
  });

  test('LIV-4 begins to count anew when calls have erased all that waited', () => {
    const drained = [...LEFT, passes(9), erases(5, 111)];
    expect(breaks('LIV-4', [...drained, passes(500)], BACKOFF)).toBe(false);
    const again = [...drained, ...postpones(2, 111)];
    expect(breaks('LIV-4', [...again, passes(10)], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...again, passes(11)], BACKOFF)).toBe(true);
    const reserved = [...LEFT, passes(9), stores(5, 111), ...postpones(2, 110), passes(10)];
    expect(breaks('LIV-4', reserved, BACKOFF)).toBe(false);
    const half = [...postpones(2, 110), ...LEFT, passes(9), erases(5, 110), passes(2)];
    expect(breaks('LIV-4', half, BACKOFF)).toBe(true);
  });

  test('LIV-4 counts no time while the work runs', () => {
    const slow = [...LEFT, passes(10), BEGINS, passes(500), keeps(null, 111), ARMED];
    expect(breaks('LIV-4', [...slow, passes(50)], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...slow, passes(51)], BACKOFF)).toBe(true);
  });

  test('LIV-4 counts only while the work is armed, since WRK-1 asks that it is', () => {
    const unarmed = LEFT.slice(0, -1);
    expect(breaks('LIV-4', [...unarmed, passes(500)], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...unarmed, passes(500), ARMED, passes(10)], BACKOFF)).toBe(false);
    // To disarm the work and to arm it anew does not make the time begin again.
    const anew = [...LEFT, passes(6), work('idle'), passes(500), ARMED];
    expect(breaks('LIV-4', [...anew, passes(4)], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...anew, passes(5)], BACKOFF)).toBe(true);
  });

  test('LIV-4 counts from when no call is in progress, and then on during others', () => {
    const deferring = [...owns(0, 111), frees(1, 111, 0), keeps(1, 111), defers(1, 111), ARMED];
    const late = [...deferring, passes(500), answers(1)];
    expect(breaks('LIV-4', [...late, passes(10)], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...late, passes(11)], BACKOFF)).toBe(true);
    expect(breaks('LIV-4', [...LEFT, asksFor(5, 1, 111), passes(11)], BACKOFF)).toBe(true);
    // After a run it counts from its end, or from the response of a call that is in progress then.
    const during = [...LEFT, BEGINS, asksFor(5, 1, 110), keeps(null, 111), ARMED, passes(500)];
    expect(breaks('LIV-4', [...during, answers(5), passes(50)], BACKOFF)).toBe(false);
    expect(breaks('LIV-4', [...during, answers(5), passes(51)], BACKOFF)).toBe(true);
  });

  test('LIV-4 counts on when memory is refused', () => {
    const refused = [memory(5, 'erase', false), keeps(5, 110), memory(null, 'store', false)];
    expect(breaks('LIV-4', [...LEFT, passes(6), ...refused, passes(5)], BACKOFF)).toBe(true);
  });

  test('LIV-4 does not judge after the teardown has begun', () => {
    expect(breaks('LIV-4', [...LEFT, passes(6), tearsDown(2), passes(500)], BACKOFF)).toBe(false);
  });

  test('LIV-4 is not about a design whose work does not retry', () => {
    const late = [...LEFT, passes(11)];
    expect(judge('LIV-4', late, { ...BACKOFF, retriesByWork: false }).witnesses).toBe(-1);
  });
});
