/** Policies of one line, each a corner case of how policies are read. */
import { describe, expect, test } from 'vitest';
import { consult } from '../../impl/policies/consult.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import type { Policy, Retry } from '../../impl/policies/policy.ts';
import { policyStates } from '../../impl/policies/policy-states.ts';
import { retryTraits } from '../../impl/policies/retry-traits.ts';
import { warnAfter, warnAfterPerRange } from '../../impl/policies/warn-after.ts';
import { formatWorkRun } from '../../impl/policies/work-run-text.ts';

const FAILED = { erased: 0, left: 1, tries: 0 };

function policyOf<S>(initial: S, next: Policy<S>['next']): Policy {
  return { ...flat10ms, name: 'small', initial, capJiffies: 100, next };
}

describe('what a policy promises', () => {
  test('the promised delays include the first row of failures, unlike all later rows', () => {
    const eager = policyOf('new', (state) => ({
      state: 'old',
      delayJiffies: state === 'new' ? 5 : 100,
      warn: false,
    }));
    expect(retryTraits(eager).retryDelaysJiffies).toEqual([5, 100]);
    // After any run, also one that erases a part, it waits for up to 100 ms.
    expect(retryTraits(eager).longestDelaysJiffies).toEqual([100]);
  });

  test('the promised delays include rows of failures that begin after a success', () => {
    const thankful = policyOf(false, (state, { erased }) => ({
      state: erased > 0,
      delayJiffies: state ? 5 : 100,
      warn: false,
    }));
    expect(retryTraits(thankful).retryDelaysJiffies).toEqual([5, 100]);
  });

  test('the longest delay before a first failure is the start, or that after a part', () => {
    const policyWith = (part: number, empty: number): Policy =>
      policyOf(null, (state, { erased, left }) => {
        const delayJiffies = left === 0 ? empty : erased > 0 ? part : 50;
        return { state, delayJiffies, warn: false };
      });
    const longestWith = (part: number, empty: number): readonly number[] =>
      retryTraits(policyWith(part, empty)).longestDelaysJiffies;
    expect(longestWith(5, 5)).toEqual([flat10ms.startJiffies, 50]);
    expect(longestWith(70, 5)).toEqual([70, 50]);
    // Where nothing is left, nothing waits.
    expect(longestWith(5, 90)).toEqual([flat10ms.startJiffies, 50]);
  });

  test('a warning policy declares what it warns of, and after how many failures', () => {
    expect(warnAfter(flat10ms, 3).warns).toEqual({ after: 3, per: 'domain' });
    expect(warnAfterPerRange(flat10ms, 3).warns).toEqual({ after: 3, per: 'range' });
  });
});

describe('answers of policies', () => {
  test('a policy that answers null is malformed', () => {
    const silent = policyOf(null, () => null as unknown as Retry<null>);
    expect(() => consult(silent, null, FAILED, 1)).toThrow('returns no { state, delayJiffies');
  });

  test('an answer of a policy may have a state without a prototype', () => {
    const bare = Object.freeze(Object.assign(Object.create(null) as object, { row: 1 }));
    const policy = policyOf(bare, (state) => ({ state, delayJiffies: 10, warn: false }));
    expect(consult(policy, bare, FAILED, 1).state).toBe(bare);
  });
});

test('no state has warned of a range that has been tried less often than the threshold', () => {
  for (const { state, tries } of policyStates(warnAfterPerRange(flat10ms, 3))) {
    if ((state as { warned: boolean }).warned) expect(tries).toBeGreaterThanOrEqual(3);
  }
});

test.each([
  [{ erased: 0, left: 1, tries: 0 }, 'erased 0, left 1 or more'],
  [{ erased: 1, left: 0, tries: 0 }, 'erased 1 or more, left 0'],
  [{ erased: 0, left: 1, tries: 1 }, 'erased 0, left 1 or more, tried once'],
  [{ erased: 0, left: 1, tries: 3 }, 'erased 0, left 1 or more, tried 3 times'],
  [{ erased: 0, left: 1, tries: 15 }, 'erased 0, left 1 or more, tried 15 or more times'],
])('the run %o is put into words', (run, text) => {
  expect(formatWorkRun(run)).toBe(text);
});
