/** Each known policy against its name, as implemented again in the simplest way. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownPolicies } from '../../impl/policies/known.ts';
import {
  counted,
  failed,
  NOTHING_YET,
  type Policy,
  type WorkRun,
} from '../../impl/policies/policy.ts';
import { retryTraits } from '../../impl/policies/retry-traits.ts';

const EXPONENTIAL = [50, 200, 1000];
const DOUBLING = [20, 40, 80, 160, 320, 640, 1000];
const DELAYS: Readonly<Record<string, readonly number[]>> = {
  'flat-10ms': [10],
  'flat-10ms-warn-10': [10],
  'flat-10ms-warn-10-per-range': [10],
  'exponential-10-50-200-1000': EXPONENTIAL,
  'exponential-10-50-200-1000-warn-10': EXPONENTIAL,
  'exponential-10-50-200-1000-warn-10-per-range': EXPONENTIAL,
  'exponential-until-drained': EXPONENTIAL,
  'doubling-10-to-1000': DOUBLING,
  'doubling-jitter': [20, 55, 90, 200, 320, 880, 1000],
};

/**
 * The longest delays before the first run, after one failed run, and so on, where they are not
 * 10 ms and then those above. After a run that erases a part, `exponential-until-drained` waits as
 * long as before it.
 */
const LONGEST: Readonly<Record<string, readonly number[]>> = {
  'flat-10ms': [10],
  'flat-10ms-warn-10': [10],
  'flat-10ms-warn-10-per-range': [10],
  'exponential-until-drained': [1000],
};

test('the known policies are those that this file has delays for', () => {
  expect(knownPolicies.map(({ name }) => name)).toEqual(Object.keys(DELAYS));
});

/** What a run of the work finds: which listed ranges it erases, and how many are listed next. */
interface Met {
  /** Bit n: the ranges whose index modulo 4 is n are erased. */
  readonly erases: number;
  readonly listed: number;
}

/** Most runs erase nothing, since long rows of failures would be rare otherwise. */
const met = fc.record({
  erases: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 15 })),
  listed: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 2 })),
});

/** The runs, each with the failed tries of the range that has waited longest. */
function happened(mets: readonly Met[]): readonly { run: WorkRun; tried: number }[] {
  let tries: number[] = [0];
  return mets.map(({ erases, listed }) => {
    let run = NOTHING_YET;
    const kept: number[] = [];
    tries.forEach((before, at) => {
      const erased = ((erases >> (at % 4)) & 1) === 1;
      run = counted(run, erased, before + 1);
      if (!erased) kept.push(before + 1);
    });
    tries = [...kept, ...Array.from({ length: listed }, () => 0)];
    return { run, tried: Math.max(0, ...kept) };
  });
}

/** The delay and the warning after these runs, from the whole history, which no policy has. */
function naively(policy: Policy, before: readonly { run: WorkRun; tried: number }[]) {
  const runs = before.map(({ run }) => run);
  const isStart = (run: WorkRun): boolean =>
    run.left === 0 || (policy.resetsOn === 'success' && run.erased > 0);
  const failures = runs.slice(runs.findLastIndex(isStart) + 1).filter(failed).length;
  const delays = [10, ...(DELAYS[policy.name] ?? [])];
  const delayJiffies = delays[Math.min(failures, delays.length - 1)];
  if (policy.warns === null) return { delayJiffies, warn: false };
  const episode = runs.findLastIndex((run) => !failed(run));
  if (policy.warns.per === 'domain') {
    return { delayJiffies, warn: runs.length - 1 - episode === policy.warns.after };
  }
  const late = before.map(({ tried }) => tried >= (policy.warns?.after ?? 0));
  const first = late.indexOf(true, Math.max(0, episode));
  return { delayJiffies, warn: first === before.length - 1 };
}

describe.each(knownPolicies)('$name', (policy) => {
  test(`${policy.name} has its delays while runs fail, and 10 ms after the first success`, () => {
    let state = policy.initial;
    const delays = (DELAYS[policy.name] ?? []).map(() => {
      const retry = policy.next(state, { erased: 0, left: 1, tries: 0 });
      ({ state } = retry);
      return retry.delayJiffies;
    });
    expect(delays).toEqual(DELAYS[policy.name]);
    expect(policy.next(state, { erased: 1, left: 0, tries: 0 }).delayJiffies).toBe(10);
    expect(policy.startJiffies).toBe(10);
    expect(policy.capJiffies).toBe(delays.at(-1));
  });

  test(`${policy.name} promises its delays to the properties`, () => {
    const delays = DELAYS[policy.name] ?? [];
    expect(retryTraits(policy)).toEqual({
      recoveryJiffies: policy.capJiffies,
      retryDelaysJiffies: delays,
      longestDelaysJiffies: LONGEST[policy.name] ?? [10, ...delays],
      warns: policy.warns,
    });
  });

  test(`${policy.name} delays and warns as its name says, whatever the runs find`, () => {
    let warnings = 0;
    const runs = fc.array(met, { maxLength: 60 });
    const asNamed = fc.property(runs, (mets) => {
      const past = happened(mets);
      let state = policy.initial;
      past.forEach(({ run, tried }, at) => {
        const known = { ...run, tries: policy.warns?.per === 'range' ? run.tries : 0 };
        const { delayJiffies, warn, ...after } = policy.next(state, known);
        ({ state } = after);
        if (warn) warnings += 1;
        expect(tried).toBeGreaterThanOrEqual(run.tries);
        expect({ delayJiffies, warn }).toEqual(naively(policy, past.slice(0, at + 1)));
      });
    });
    fc.assert(asNamed, { seed: 20260620, numRuns: 400 });
    expect(warnings > 0).toBe(policy.warns !== null);
  });
});
