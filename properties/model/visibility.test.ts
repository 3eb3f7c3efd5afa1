import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import type { Traits } from '../../model/property.ts';
import { FAILED_RETRIES } from '../../model/properties/visibility.ts';
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
  pressure,
  refuses,
  reserves,
  tearsDown,
  work,
} from './facts.ts';
import { ACTOR, breaks, judge } from './judge-facts.ts';

const LOGGED: Fact = { kind: 'logged', cause: 'retries fail' };
const LEFT = [...owns(0, 111), ...leavesBehind(1, 0, 111)];

/** A run of the work that is refused memory and erases nothing, and one that erases something. */
const FAILED_RUN = [work('running'), keeps(null, 111), defers(null, 111), work('armed')];
const GOOD_RUN = [work('running'), erases(null, 110), keeps(null, 111), work('armed')];

function times(count: number, facts: readonly Fact[]): readonly Fact[] {
  return Array.from({ length: count }, () => facts).flat();
}

describe('OBS-1, the log names retries that fail again and again', () => {
  const enough = times(FAILED_RETRIES, FAILED_RUN);

  test('OBS-1 is broken by ten failed runs of the work in a row with no line in the log', () => {
    const { breach, witnesses } = judge('OBS-1', [...LEFT, ...enough, keeps(5, 111)]);
    expect(breach?.signature).toBe(
      `OBS-1 the last of ${FAILED_RETRIES} retries in silence <- ${ACTOR} was refused an erase`,
    );
    expect(witnesses).toBe(1);
  });

  test('OBS-1 is broken by ten refused erases of deferred ranges if no work retries', () => {
    const drains = times(FAILED_RETRIES, [keeps(5, 111)]);
    const traits = { retriesByWork: false };
    expect(breaks('OBS-1', [...LEFT, ...drains], traits)).toBe(true);
    expect(breaks('OBS-1', [...LEFT, ...drains.slice(1)], traits)).toBe(false);
    // If a work retries, only its runs count.
    expect(breaks('OBS-1', [...LEFT, ...drains])).toBe(false);
  });

  test('OBS-1 goes on counting when calls erase, during a run of the work or between runs', () => {
    const traffic = [...owns(5, 100), frees(6, 100, 5), erases(6, 100), answers(6)];
    const between = times(FAILED_RETRIES, [...FAILED_RUN, ...traffic]);
    expect(breaks('OBS-1', [...LEFT, ...between])).toBe(true);
    const beside = [work('running'), keeps(null, 111), erases(6, 100), work('armed')];
    expect(breaks('OBS-1', [...LEFT, ...times(FAILED_RETRIES, beside)])).toBe(true);
    expect(breaks('OBS-1', [...LEFT, LOGGED, ...times(FAILED_RETRIES, beside)])).toBe(false);
    // Without a work, any erase is a success.
    const drains = times(FAILED_RETRIES, [keeps(5, 111), erases(6, 100)]);
    expect(breaks('OBS-1', [...LEFT, ...drains], { retriesByWork: false })).toBe(false);
  });

  test('OBS-1 begins to count anew after a run that had nothing to erase', () => {
    const nine = times(FAILED_RETRIES - 1, FAILED_RUN);
    const empty = [work('running'), work('idle')];
    expect(breaks('OBS-1', [...LEFT, ...nine, ...empty, ...nine])).toBe(false);
    // The line of the previous episode does not count for the next one.
    expect(breaks('OBS-1', [...LEFT, LOGGED, ...empty, ...enough])).toBe(true);
  });

  test('OBS-1 allows two lines with different causes in one episode', () => {
    const other: Fact = { kind: 'logged', cause: 'an allocation is refused' };
    expect(breaks('OBS-1', [...LEFT, other, ...enough, LOGGED])).toBe(false);
    expect(breaks('OBS-1', [...LEFT, other, ...enough, LOGGED, other])).toBe(true);
  });

  test('OBS-1 is broken by a repeated line after the first failure, and not before it', () => {
    const { breach } = judge('OBS-1', [...LEFT, LOGGED, ...FAILED_RUN, LOGGED]);
    expect(breach?.signature).toBe(`OBS-1 ${ACTOR} logs a line again`);
    expect(breaks('OBS-1', [...LEFT, LOGGED, LOGGED, ...FAILED_RUN])).toBe(false);
  });

  test('OBS-1 counts a line that a run logs after it has erased something', () => {
    const said = [work('running'), erases(null, 110), keeps(null, 111), LOGGED, work('armed')];
    expect(breaks('OBS-1', [...LEFT, ...said, ...enough])).toBe(false);
    // Arming the work for its next run is not the end of this run.
    const armed: Fact = { kind: 'work', state: 'running', dueJiffies: 10 };
    const early = [work('running'), armed, keeps(null, 111), work('armed')];
    expect(breaks('OBS-1', [...LEFT, LOGGED, ...times(FAILED_RETRIES, early)])).toBe(false);
    const whole = [work('running'), erases(null, 110), LOGGED, work('armed')];
    expect(breaks('OBS-1', [...LEFT, ...whole, ...enough])).toBe(false);
  });

  test('OBS-1 is broken by a repeated line in one episode, not by one in the next episode', () => {
    const told = [...LEFT, ...enough.slice(0, -FAILED_RUN.length), LOGGED, ...FAILED_RUN];
    expect(breaks('OBS-1', [...told, LOGGED])).toBe(true);
    expect(breaks('OBS-1', [...told, ...GOOD_RUN, LOGGED])).toBe(false);
  });

  test('OBS-1 allows a repeated line for ranges that were deferred after all was erased', () => {
    const told = [...LEFT, ...FAILED_RUN, LOGGED];
    const next = [erases(5, 111), ...owns(2, 111), ...leavesBehind(3, 2, 111), LOGGED];
    expect(breaks('OBS-1', [...told, LOGGED])).toBe(true);
    expect(breaks('OBS-1', [...told, ...next])).toBe(false);
  });

  test('OBS-1 is silent on nine failed runs', () => {
    const nine = times(FAILED_RETRIES - 1, FAILED_RUN);
    expect(judge('OBS-1', [...LEFT, ...nine])).toEqual({ breach: null, witnesses: 0 });
  });

  test('OBS-1 is silent if the line was logged before the tenth failure', () => {
    const eight = times(FAILED_RETRIES - 2, FAILED_RUN);
    const told = [...LEFT, ...eight, LOGGED, ...FAILED_RUN, ...FAILED_RUN];
    expect(judge('OBS-1', told)).toEqual({ breach: null, witnesses: 1 });
  });

  test('OBS-1 begins to count anew after a run that erased something', () => {
    const nine = times(FAILED_RETRIES - 1, FAILED_RUN);
    expect(breaks('OBS-1', [...LEFT, ...nine, ...GOOD_RUN, ...nine])).toBe(false);
  });

  test('OBS-1 requires a line for every episode, not only for the first', () => {
    const first = [...LEFT, LOGGED, ...enough, ...GOOD_RUN];
    expect(breaks('OBS-1', first)).toBe(false);
    expect(breaks('OBS-1', [...first, ...enough])).toBe(true);
  });

  test('OBS-1 counts one retry for a run of the work, for one or more refused erases', () => {
    const wide = [work('running'), ...times(20, [keeps(null, 111)]), work('armed')];
    expect(breaks('OBS-1', [...LEFT, ...wide])).toBe(false);
  });

  test('OBS-1 does not take the first refusal of an erase for a retry', () => {
    const first = times(FAILED_RETRIES, [keeps(5, 100)]);
    expect(breaks('OBS-1', [...LEFT, ...first])).toBe(false);
    expect(breaks('OBS-1', [...LEFT, ...first], { retriesByWork: false })).toBe(false);
  });

  test('OBS-1 does not judge after the teardown has begun', () => {
    expect(breaks('OBS-1', [...LEFT, tearsDown(2), ...enough])).toBe(false);
  });
});

describe('OBS-1, a warning of retries that did not fail', () => {
  const WARNING: Fact = { kind: 'warning' };
  const PER_RANGE = { warns: { after: 10, per: 'range' } } as const;
  const after = (count: number): Partial<Traits> => ({ warns: { after: count, per: 'domain' } });
  /** A failed run that ends with the warning. */
  const WARNS = [work('running'), keeps(null, 111), defers(null, 111), WARNING, work('armed')];

  test('OBS-1 is broken by a warning about ten failed runs when only nine have failed', () => {
    const eight = times(8, FAILED_RUN);
    const { breach } = judge('OBS-1', [...LEFT, ...eight, ...WARNS], after(10));
    expect(breach?.signature).toBe(`OBS-1 ${ACTOR} warns of retries that did not fail`);
    expect(breach?.why).toContain('about 10 failed retries in a row, and only 9 in a row have');
    const nine = [...eight, ...FAILED_RUN, LOGGED];
    expect(breaks('OBS-1', [...LEFT, ...nine, ...WARNS], after(10))).toBe(false);
  });

  test('OBS-1 goes by the number of failed runs that the policy names, and by ten at most', () => {
    expect(breaks('OBS-1', [...LEFT, ...FAILED_RUN, ...WARNS], after(2))).toBe(false);
    expect(breaks('OBS-1', [...LEFT, ...FAILED_RUN, ...WARNS], after(3))).toBe(true);
    const late = [LOGGED, ...times(30, FAILED_RUN), ...WARNS];
    expect(breaks('OBS-1', [...LEFT, ...late], after(20))).toBe(false);
  });

  test('OBS-1 is broken by a warning in a run that erased something before it was refused', () => {
    const part = [work('running'), erases(null, 110), keeps(null, 111), WARNING, work('armed')];
    const facts = [...LEFT, ...times(2, FAILED_RUN), ...part];
    expect(judge('OBS-1', facts, after(3)).breach?.why).toContain('only 0 in a row have failed');
    // What a call erases meanwhile is no success of the run.
    const beside = part.map((fact) => (fact.kind === 'erased' ? erases(5, 110) : fact));
    expect(breaks('OBS-1', [...LEFT, ...times(2, FAILED_RUN), ...beside], after(3))).toBe(false);
  });

  test('OBS-1 is broken by a warning in a run that was refused nothing', () => {
    const empty = [work('running'), WARNING, work('idle')];
    for (const traits of [after(1), PER_RANGE]) {
      expect(breaks('OBS-1', [...LEFT, ...empty], traits)).toBe(true);
      expect(breaks('OBS-1', [...LEFT, ...WARNS], traits)).toBe(false);
    }
  });

  test('OBS-1 asks of a warning about a range only that this run was refused something', () => {
    const part = [work('running'), erases(null, 110), keeps(null, 111), WARNING, work('armed')];
    expect(breaks('OBS-1', [...LEFT, ...part], PER_RANGE)).toBe(false);
    const { breach } = judge('OBS-1', [...LEFT, work('running'), WARNING], PER_RANGE);
    expect(breach?.why).toContain('about failed tries, and this run was refused nothing');
    // What a call is refused is no failure of the run.
    const beside = [work('running'), keeps(5, 110), WARNING, work('armed')];
    expect(breaks('OBS-1', [...LEFT, ...beside], PER_RANGE)).toBe(true);
  });

  test('OBS-1 does not judge the warnings of a design whose policy declares none', () => {
    const early = [...LEFT, work('running'), WARNING, work('armed')];
    expect(breaks('OBS-1', early, { warns: null })).toBe(false);
  });

  test('OBS-1 takes a warning for no line in the log', () => {
    const told = [...LEFT, ...times(9, FAILED_RUN), ...WARNS];
    const { breach } = judge('OBS-1', told, after(10));
    expect(breach?.signature).toContain('retries in silence');
  });
});

describe('OBS-2, a refusal for want of an erase has its cause in the log', () => {
  const space = { startPfn: 111, dma32: 104, topPfn: 111 };
  const ask = asksFor(9, 1, 111, { on: 'cpu1' });

  test('OBS-2 is broken by a refusal if deferred pages would fit and the log is empty', () => {
    const { breach, witnesses } = judge('OBS-2', [...LEFT, ask, refuses(9, 'x: y')], {}, space);
    expect(breach?.signature).toBe('OBS-2 x: y');
    expect(witnesses).toBe(1);
  });

  test('OBS-2 is broken also while memory is short, since the log is needed then', () => {
    const short = [...LEFT, pressure('nodes'), ask, refuses(9)];
    expect(breaks('OBS-2', short, {}, space)).toBe(true);
  });

  test('OBS-2 is silent if the log has a line', () => {
    expect(breaks('OBS-2', [...LEFT, LOGGED, ask, refuses(9)], {}, space)).toBe(false);
  });

  test('OBS-2 is silent if the pages are held all the time', () => {
    expect(breaks('OBS-2', [...owns(0, 111), ask, refuses(9)], {}, space)).toBe(false);
    const freeing = [...owns(0, 111), frees(1, 111, 0), ask, refuses(9), answers(1)];
    expect(breaks('OBS-2', freeing, {}, space)).toBe(false);
  });

  test('OBS-2 is silent if the object or the store of the call itself was refused', () => {
    const own = [...LEFT, ask, memory(9, 'object', false), refuses(9)];
    expect(breaks('OBS-2', own, {}, space)).toBe(false);
    const foreign = [...LEFT, ask, memory(3, 'object', false), refuses(9)];
    expect(breaks('OBS-2', foreign, {}, space)).toBe(true);
    const drain = [...LEFT, ask, memory(9, 'erase', false), refuses(9)];
    expect(breaks('OBS-2', drain, {}, space)).toBe(true);
  });

  test('OBS-2 is silent if the line was there at some moment of the call', () => {
    const during = [...LEFT, ask, LOGGED, erases(null, 111)];
    expect(breaks('OBS-2', [...during, refuses(9)], {}, space)).toBe(false);
    const before = [...LEFT, LOGGED, ask, erases(null, 111)];
    expect(breaks('OBS-2', [...before, refuses(9)], {}, space)).toBe(false);
    const next = [refuses(9), ...owns(2, 111), ...leavesBehind(3, 2, 111)];
    const later = asksFor(10, 1, 111, { on: 'cpu1' });
    expect(breaks('OBS-2', [...during, ...next, later, refuses(10)], {}, space)).toBe(true);
  });

  test('OBS-2 requires a line for every backlog; one about an earlier backlog is void', () => {
    const over = [...LEFT, LOGGED, erases(null, 111)];
    const again = [...owns(2, 111), ...leavesBehind(3, 2, 111), ask, refuses(9)];
    expect(breaks('OBS-2', [...over, ...again], {}, space)).toBe(true);
  });

  test('OBS-2 is silent if the log explains the backlog, for every call in progress', () => {
    const more = [...owns(4, 110), ...leavesBehind(5, 4, 110)];
    const one = [...LEFT, ...more, LOGGED, erases(null, 110), ask, refuses(9)];
    expect(breaks('OBS-2', one)).toBe(false);
    const both = [...LEFT, LOGGED, ask, asksFor(10, 1, 111, { on: 'cpu2' }), erases(null, 111)];
    expect(breaks('OBS-2', [...both, refuses(9), refuses(10)], {}, space)).toBe(false);
  });

  test('OBS-2 says nothing about a reservation that is refused', () => {
    const facts = [...LEFT, reserves(9, 111), refuses(9)];
    expect(judge('OBS-2', facts, {}, space)).toEqual({ breach: null, witnesses: 0 });
  });

  test('OBS-2 counts refusals of calls that were refused no memory of their own', () => {
    const count = (...facts: readonly Fact[]): number => judge('OBS-2', facts, {}, space).witnesses;
    expect(count(...owns(0, 111), ask, refuses(9))).toBe(1);
    expect(count(ask, memory(9, 'object', false), refuses(9))).toBe(0);
  });
});
