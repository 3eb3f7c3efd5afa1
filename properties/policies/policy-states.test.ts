/** All states of a policy are found, each by the fewest runs. If not, the policy is malformed. */
import { describe, expect, test } from 'vitest';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import type { Policy, Retry } from '../../impl/policies/policy.ts';
import { POLICY_STATES_MAX, policyStates } from '../../impl/policies/policy-states.ts';

/** A policy with any state and any answer. */
function policyOf(initial: unknown, next: (state: never, run: never) => unknown): Policy {
  return { ...flat10ms, name: 'mine', initial, next: next as Policy['next'] };
}

const same = (state: unknown): Retry<unknown> => ({ state, delayJiffies: 10, warn: false });

test.each(knownPolicies)('no two states of $name are equal, and depth never falls', (policy) => {
  const states = policyStates(policy);
  const keys = new Set(states.map(({ state, tries }) => keyOf([state, tries])));
  expect(keys.size).toBe(states.length);
  expect(states.map(({ depth }) => depth)).toEqual(
    states.map(({ depth }) => depth).toSorted((a, b) => a - b),
  );
});

test('a policy may have as many states as the limit, and no more', () => {
  const upTo = (most: number): Policy => policyOf(1, (n: number) => same(Math.min(n + 1, most)));
  expect(policyStates(upTo(POLICY_STATES_MAX))).toHaveLength(POLICY_STATES_MAX);
  expect(() => policyStates(upTo(POLICY_STATES_MAX + 1))).toThrow(
    'mine: more than 1024 states: give each count an upper bound ' +
      '(one of them after 1024 runs of the work: 1025)',
  );
});

describe('malformed policies', () => {
  let calls = 0;
  const cases: readonly (readonly [string, Policy, string])[] = [
    [
      'that throws',
      policyOf(0, () => {
        throw new RangeError('oops\nand more');
      }),
      'mine: next() in run 1 of the work, erased 0, left 0, throws: RangeError: oops',
    ],
    [
      'that answers nothing',
      policyOf(0, () => undefined),
      'returns no { state, delayJiffies, warn }',
    ],
    ...[NaN, -1, Infinity, 1.5, '10', undefined].map(
      (delayJiffies) =>
        [
          `whose delay is ${String(delayJiffies)}`,
          policyOf(0, (state) => ({ ...same(state), delayJiffies })),
          (delayJiffies === '10'
            ? 'returns delayJiffies "10", a string'
            : `returns delayJiffies ${String(delayJiffies)}`) +
            ': it must be a whole number of jiffies, 0 or more',
        ] as const,
    ),
    [
      'that does not say whether it warns',
      policyOf(0, (state) => ({ state, delayJiffies: 10 })),
      'returns warn undefined: it must be true or false',
    ],
    [
      'that writes into its state',
      policyOf({ failed: 0 }, (state: { failed: number }) => {
        state.failed = Math.min(state.failed + 1, 3);
        return same(state);
      }),
      'throws: TypeError: Cannot assign to read only property',
    ],
    [
      'that counts elsewhere',
      policyOf(0, () => ({ ...same(0), delayJiffies: (calls += 1) })),
      'answers otherwise when it is asked again: it may depend on its arguments only',
    ],
    ['whose first state is no data', policyOf(new Map(), same), 'mine: initial is no plain data'],
    [
      'whose states are no data',
      policyOf(0, () => same({ at: new Date(0) })),
      'returns a state that is no plain data',
    ],
    [
      'whose states hold functions',
      policyOf(0, () => same([() => 0])),
      'returns a state that has a function in it: it must be plain data',
    ],
    [
      'whose states hold themselves',
      policyOf(0, () => {
        const state: unknown[] = [];
        state.push(state);
        return same(state);
      }),
      'returns a state that is no plain data',
    ],
  ];
  test.each(cases)('a policy %s is malformed', (_name, policy, line) => {
    expect(() => policyStates(policy)).toThrow(line);
    expect(() => policyStates(policy)).toThrow(
      expect.objectContaining({ name: 'MalformedPolicy' }),
    );
  });
});
