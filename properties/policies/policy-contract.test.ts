/** The contract finds every wrong policy, by the fewest runs of the work that show it. */
import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import { policyBugs } from '../../impl/bugs/policies/known.ts';
import { exponential } from '../../impl/policies/exponential.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import type { Policy } from '../../impl/policies/policy.ts';
import { retryTraits } from '../../impl/policies/retry-traits.ts';
import { warnAfter, warnAfterPerRange } from '../../impl/policies/warn-after.ts';

type Broken = Readonly<Record<string, { readonly why: string; readonly runs: string }>>;

/**
 * Each broken clause, with why and the runs. A run is its result ("-" failed, "+" erased all, "~"
 * erased a part, "." found nothing), the delay, and "!" for a line in the log; "x9" stands for nine
 * such runs in a row.
 */
function brokenBy(policy: Policy): Broken {
  const { clauses } = checkPolicy(policy);
  const found = clauses.flatMap(({ id, breach }) => {
    if (breach === null) return [];
    const runs: [text: string, times: number][] = [];
    for (const { run, retry } of breach.steps) {
      const met = run.erased === 0 ? (run.left === 0 ? '.' : '-') : run.left === 0 ? '+' : '~';
      const text = `${met}${retry.delayJiffies}${retry.warn ? '!' : ''}`;
      const last = runs.at(-1);
      if (last?.[0] === text) last[1] += 1;
      else runs.push([text, 1]);
    }
    const told = runs.map(([text, times]) => (times === 1 ? text : `${text} x${times}`)).join(', ');
    return [[id, { why: breach.why, runs: told }] as const];
  });
  return Object.fromEntries(found);
}

/** The seeded policy of that name. @throws Error if there is none */
function seeded(name: string): Policy {
  const bug = policyBugs.find(({ policy }) => policy.name === name);
  if (bug === undefined) throw new Error(`no policy is called ${name}`);
  return bug.policy;
}

test.each(knownPolicies)('$name keeps its contract', (policy) => {
  expect(brokenBy(policy)).toEqual({});
});

describe('wrong policies', () => {
  const FALLS = (from: number, to: number): string =>
    `it failed, and the delay falls from ${from} to ${to} ms`;
  const AGAIN = 'it erased something or left nothing, and';
  const TWICE = 'it warns again, and nothing was erased in between';
  const BACKED_OFF = '-20, -40, -80, -160, -320, -640, -1000 x24, -0';
  const CIRCLE = (longest: number): string =>
    'failed runs go round in a circle of states from here on, and no delay was longer than ' +
    `${longest} ms, although capJiffies is 1000 ms`;
  const ZERO = 'is 0: the work would run again at once';
  const cases: Readonly<Record<string, Broken>> = {
    'cap-not-applied': {
      bounds: {
        why: 'the delay is 5000 ms, longer than capJiffies, 1000 ms',
        runs: '-50, -200, -1000, -5000',
      },
    },
    'unsigned-shift': {
      bounds: { why: `the delay ${ZERO}`, runs: BACKED_OFF },
      failure: { why: FALLS(1000, 0), runs: BACKED_OFF },
    },
    'never-resets': { reset: { why: `${AGAIN} the delay is 50 ms, not 10`, runs: '-50, .50' } },
    remembers: { reset: { why: `${AGAIN} the state is 1, not the initial 0`, runs: '-50, .10' } },
    'wraps-around': { failure: { why: FALLS(1000, 10), runs: '-50, -200, -1000, -10' } },
    'quicker-after-part': {
      failure: {
        why: 'it left something, and the delay falls from 50 to 10 ms',
        runs: '-50, ~10',
      },
    },
    'wide-jitter': {
      failure: { why: FALLS(60, 40), runs: '-60, -40' },
      cap: { why: CIRCLE(960), runs: '-60, -40, -240, -160, -960, -640 x2' },
    },
    'resets-at-failure': { cap: { why: CIRCLE(10), runs: '-10' } },
    'delay-zero': {
      bounds: { why: `the delay ${ZERO}`, runs: '-0' },
      failure: { why: FALLS(10, 0), runs: '-0' },
    },
    'starts-at-zero': {
      bounds: { why: `startJiffies ${ZERO}`, runs: '' },
      reset: { why: `${AGAIN} the delay is 10 ms, not 0`, runs: '.10' },
    },
    'counts-successes': {
      reset: { why: `${AGAIN} the delay is 50 ms, not 10`, runs: '+50' },
      cap: { why: CIRCLE(10), runs: '-10' },
    },
    'warns-again': { warning: { why: TWICE, runs: '-10 x9, -10! x2' } },
    'warns-again-per-range': { warning: { why: TWICE, runs: '-10 x9, -10! x2' } },
    'warns-early': {
      warning: {
        why: 'it warns, and only 9 of 10 runs in a row have failed',
        runs: '-10 x8, -10!',
      },
    },
    'warns-early-per-range': {
      warning: { why: 'it warns, and no range has been tried 10 times', runs: '-10 x8, -10!' },
    },
    'warns-never': {
      warning: { why: '10 runs in a row have failed, and it does not warn', runs: '-10 x10' },
    },
    'warns-across-success': {
      warning: {
        why: 'it warns, and only 1 of 10 runs in a row have failed',
        runs: '-10 x9, ~10, -10!',
      },
    },
    'warns-at-success': {
      warning: { why: 'it warns after a run that has not failed', runs: '-10 x9, -10!, +10!' },
    },
    'warns-once-per-range': {
      reset: {
        why: `${AGAIN} the state is true, not the initial false`,
        runs: '-10 x9, -10!, .10',
      },
      warning: {
        why: 'a range has been tried 10 times, and it does not warn',
        runs: '-10 x9, -10!, ~10',
      },
    },
  };
  const consulted = policyBugs.filter(({ caughtBy }) => caughtBy !== 'malformed');
  test.each(consulted)('the wrong policy $policy.name breaks $caughtBy', ({ policy, caughtBy }) => {
    const broken = brokenBy(policy);
    expect(broken).toEqual(cases[policy.name]);
    expect(Object.keys(broken)).toContain(caughtBy);
  });

  test('the cases of this file are the seeded policies that can be consulted', () => {
    const names = consulted.map(({ policy }) => policy.name);
    expect(Object.keys(cases).toSorted()).toEqual(names.toSorted());
  });

  test('a policy that warns although its warns is null breaks its contract', () => {
    const policy = { ...warnAfter(flat10ms, 1), warns: null };
    expect(brokenBy(policy)).toEqual({
      warning: { why: 'it warns, and warns is null: it is to warn never', runs: '-10!' },
    });
  });

  test('a policy that keeps a long delay after a run that also warns breaks its contract', () => {
    const right = warnAfterPerRange(exponential, 10);
    const INITIAL = '{inner:0,warned:false,}';
    const next: typeof right.next = (state, run) => {
      const retry = right.next(state, run);
      return retry.warn ? { ...retry, state: { ...retry.state, inner: 3 } } : retry;
    };
    expect(brokenBy({ ...right, next })).toEqual({
      reset: {
        why: `${AGAIN} the state is {inner:3,warned:true,}, not the initial ${INITIAL}`,
        runs: '-50, -200, -1000 x7, ~10!',
      },
    });
  });

  test('no-cap and signed-shift are the seeded policies that are malformed', () => {
    const malformed = policyBugs.filter(({ caughtBy }) => caughtBy === 'malformed');
    expect(malformed.map(({ policy }) => policy.name)).toEqual(['no-cap', 'signed-shift']);
  });

  test('a policy with states without end is malformed', () => {
    expect(() => checkPolicy(seeded('no-cap'))).toThrow(
      'no-cap: in run 7 of the work the delay is 1280 ms, longer than capJiffies, 1000 ms',
    );
  });

  test('a policy whose shift turns negative is malformed: that is not a delay', () => {
    expect(() => checkPolicy(seeded('signed-shift'))).toThrow(
      /signed-shift: next\(\) in run 28 .* returns delayJiffies -1610612736: it must be a whole/,
    );
  });
});

test('a wrong policy promises delays for a design, too', () => {
  const delays = (policy: Policy): readonly number[] => retryTraits(policy).retryDelaysJiffies;
  expect(delays(seeded('delay-zero'))).toEqual([0]);
  expect(delays(seeded('warns-never'))).toEqual([10]);
  expect(delays(seeded('cap-not-applied'))).toEqual([50, 200, 1000, 5000]);
  // It goes round: only the shortest delay of a round is certain in later runs.
  expect(delays(seeded('wraps-around'))).toEqual([50, 200, 1000, 10]);
});

test('a wrong policy promises longest delays for a design, too', () => {
  const delays = (name: string): readonly number[] =>
    retryTraits(seeded(name)).longestDelaysJiffies;
  expect(delays('delay-zero')).toEqual([10, 0]);
  expect(delays('warns-never')).toEqual([10]);
  expect(delays('cap-not-applied')).toEqual([10, 50, 200, 1000, 5000]);
  // It goes round: in later runs, only that no delay is longer than the longest is certain.
  expect(delays('wraps-around')).toEqual([10, 50, 200, 1000, 10, 1000]);
});

test('the delays of a policy with counts of many lengths can be computed', () => {
  // Rounds of 2, 3, 5 ... 23 failed runs; a success begins another. All meet after 223092870 runs.
  const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23];
  const rounds: Policy<{ of: number; at: number }> = {
    ...flat10ms,
    name: 'rounds',
    initial: { of: 0, at: 0 },
    next({ of, at }, { erased, left }) {
      const next = erased > 0 ? (of + 1) % primes.length : of;
      const state = { of: next, at: left > 0 ? (at + 1) % (primes[next] ?? 1) : 0 };
      return { state, delayJiffies: 10 + state.at, warn: false };
    },
  };
  expect(retryTraits(rounds).retryDelaysJiffies.at(-1)).toBe(10);
});
