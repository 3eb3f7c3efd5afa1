/** The work under policies: who counts what, when it runs again, and what the log says. */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { capNotApplied } from '../../impl/bugs/policies/cap-not-applied.ts';
import { delayZero } from '../../impl/bugs/policies/delay-zero.ts';
import { policyBugs } from '../../impl/bugs/policies/known.ts';
import { warnsAgain } from '../../impl/bugs/policies/warns-again.ts';
import { warnsNever } from '../../impl/bugs/policies/warns-never.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { LlistDomain } from '../../impl/designs/llist-design.ts';
import { exponential } from '../../impl/policies/exponential.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { type Policy, TRIES_MAX } from '../../impl/policies/policy.ts';
import { warnAfter, warnAfterPerRange } from '../../impl/policies/warn-after.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { allProperties } from '../../model/properties/all.ts';
import { firstBreach, saidOf, SCOPE } from '../designs/first-breach.ts';
import { Rig } from '../designs/rig.ts';

const WORK = 'iova_deferred_free_work';

function rigUnder(policy: Policy): Rig & { readonly domain: LlistDomain } {
  return new Rig(withPolicy(llist, policy)) as Rig & { readonly domain: LlistDomain };
}

/** Lets the work run at its deadline, with memory or without; returns how long it waited. */
function runWork(rig: Rig, refuse: readonly string[] = ['remove_iova']): number {
  const waited = rig.machine.timing.maxAdvanceJiffies();
  rig.pass(waited);
  rig.wakeWorker();
  rig.finish('worker', refuse);
  return waited;
}

/** The numbers, from 1, of the next `runs` runs without memory that write a line. */
function warningRuns(rig: Rig, runs: number): readonly number[] {
  const told: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const before = rig.factsOf('logged').length;
    runWork(rig);
    if (rig.factsOf('logged').length > before) told.push(run);
  }
  return told;
}

describe('the work waits as its policy says', () => {
  test.each(knownPolicies)(
    '$name: from the start, while it fails, and after a success',
    (policy) => {
      const rig = rigUnder(policy);
      rig.defer(rig.alloc(1));
      const { retryDelaysJiffies } = withPolicy(llist, policy).traits;
      const row = [policy.startJiffies, ...retryDelaysJiffies];
      expect(row.map(() => runWork(rig))).toEqual(row);
      expect(runWork(rig)).toBe(policy.capJiffies);
      runWork(rig, []);
      rig.defer(rig.alloc(1));
      expect(runWork(rig)).toBe(policy.startJiffies);
    },
  );

  test('a freeing call that arms an idle work does not wait out an old delay', () => {
    const rig = rigUnder(exponential);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < 5; run += 1) runWork(rig);
    runWork(rig, []);
    rig.defer(rig.alloc(1));
    expect(rig.dump().work_due).toBe(10 + 50 + 200 + 3 * 1000 + 10);
  });
});

describe('a count per domain', () => {
  test('has its line at the tenth run in a row that erases nothing, and one only', () => {
    const rig = rigUnder(warnAfter(flat10ms, 10));
    rig.defer(rig.alloc(1));
    expect(warningRuns(rig, 30)).toEqual([10]);
  });

  test('begins again when a part was erased', () => {
    const rig = rigUnder(warnAfter(flat10ms, 10));
    const [one, other] = [rig.alloc(1), rig.alloc(1)];
    for (const call of [one, other]) rig.defer(call);
    expect(warningRuns(rig, 9)).toEqual([]);
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: remove_iova`);
    rig.step('worker');
    rig.finish('worker', ['remove_iova']);
    expect(warningRuns(rig, 12)).toEqual([10]);
  });
});

describe('a count per range', () => {
  const policy = warnAfterPerRange(flat10ms, 10);

  /** Tries of the ranges listed, those listed last first. */
  function triesIn({ domain: { objects, deferredFrees } }: ReturnType<typeof rigUnder>) {
    const tries: number[] = [];
    for (let node = deferredFrees.first; node !== 0; node = objects.read(node, 'next')) {
      tries.push(objects.read(node, 'tries'));
    }
    return tries;
  }

  test('is in the object: ranges that were deferred later have been tried less often', () => {
    const rig = rigUnder(policy);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < 4; run += 1) runWork(rig);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < 3; run += 1) runWork(rig);
    expect(triesIn(rig).toSorted((a, b) => a - b)).toEqual([3, 7]);
  });

  test('is raised under the lock', () => {
    const rig = rigUnder(policy);
    rig.defer(rig.alloc(1));
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: count the try`, ['remove_iova']);
    expect(rig.domain.lock.owner?.id).toBe('worker');
    rig.step('worker');
    expect(rig.domain.lock.owner?.id).toBe('worker');
  });

  test('has its line at the tenth failed try of a range, and one only', () => {
    const rig = rigUnder(policy);
    rig.defer(rig.alloc(1));
    expect(warningRuns(rig, 4)).toEqual([]);
    rig.defer(rig.alloc(1));
    expect(warningRuns(rig, 30)).toEqual([6]);
  });

  test('tells a range that starves although others are erased', () => {
    const rig = rigUnder(policy);
    const starved = rig.alloc(1);
    rig.defer(starved);
    const told: number[] = [];
    for (let run = 1; run <= 10; run += 1) {
      // What is listed last is tried first: it is erased, the other is not.
      rig.defer(rig.alloc(1));
      rig.pass(10);
      rig.wakeWorker();
      rig.stepTo('worker', `${WORK}: remove_iova`);
      rig.step('worker');
      rig.finish('worker', ['remove_iova']);
      if (rig.factsOf('logged').length > 0) told.push(run);
    }
    expect(told).toEqual([10]);
    expect(rig.dump().deferred).toEqual([[rig.range(starved).lo, rig.range(starved).hi]]);
  });

  test('goes up to its limit, and starts at nothing in an object that is used again', () => {
    const rig = rigUnder(policy);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < TRIES_MAX + 3; run += 1) runWork(rig);
    expect(triesIn(rig)).toEqual([TRIES_MAX]);
    runWork(rig, []);
    rig.defer(rig.alloc(1));
    expect(triesIn(rig)).toEqual([0]);
  });

  test('is not kept where the policy does not ask for it', () => {
    const rig = rigUnder(exponential);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < 3; run += 1) runWork(rig);
    expect(triesIn(rig)).toEqual([0]);
  });
});

describe('what a domain remembers for its policy', () => {
  test('comes back with it, and is immutable', () => {
    const rig = rigUnder(exponential);
    rig.defer(rig.alloc(1));
    const { retry } = rig.domain;
    const start = retry.save();
    runWork(rig);
    runWork(rig);
    const later = retry.save();
    const failed = { erased: 0, left: 1, tries: 0 };
    expect(retry.consult(failed).delayJiffies).toBe(1000);
    retry.restore(later);
    expect(retry.consult(failed).delayJiffies).toBe(1000);
    retry.restore(start);
    expect(retry.consult(failed).delayJiffies).toBe(50);
    expect([start, later]).toEqual([0, 2]);
  });

  test('is nothing without a policy: that is refused', () => {
    expect(() => new Rig({ ...llist, policy: null })).toThrow('a work that retries needs a policy');
  });
});

/** Long enough for ten failed runs in a row. */
const BUSY = { calls: 24, refusals: 8, timers: 'exact' } as const;
const TIMED = { timers: 'exact' } as const;
const CARELESS = { callers: 'careless' } as const;

const wrong = policyBugs.filter(({ caughtBy }) => caughtBy !== 'malformed');

test.each([...knownPolicies, ...wrong.map(({ policy }) => policy)])(
  'random runs under $name come to an end, and no step throws',
  (policy: Policy) => {
    const design = withPolicy(llist, policy);
    for (const change of [TIMED, BUSY, CARELESS]) {
      const runs = new RunArbitrary(twinSubject(design, allProperties), { ...SCOPE, ...change });
      const steps = fc.sample(runs, { seed: 20260620, numRuns: 60 }).map(({ cost }) => cost.steps);
      expect(Math.max(...steps)).toBeGreaterThan(50);
    }
  },
);

describe('the design under a wrong policy breaks a property', () => {
  const cases = [
    { policy: warnsNever.policy, signature: `OBS-1 ${WORK}: re-arm`, scope: BUSY },
    { policy: warnsAgain.policy, signature: `OBS-1 ${WORK}: re-arm`, scope: BUSY },
    { policy: capNotApplied.policy, signature: 'LIV-1 ', scope: BUSY },
    { policy: delayZero.policy, signature: `LIV-2 ${WORK}: `, scope: BUSY },
  ];
  test.each(cases.map((one) => ({ name: one.policy.name, ...one })))(
    '$name: $signature',
    ({ policy, signature, scope }) => {
      expect(
        firstBreach(
          signature,
          withPolicy<LlistDomain, typeof llist>(llist, policy as Policy),
          scope,
        ),
      ).not.toBeNull();
    },
  );

  test.each([
    { name: 'OBS-1', policy: warnAfter(flat10ms, 10) },
    { name: 'LIV-1', policy: exponential },
    { name: 'LIV-2', policy: flat10ms },
  ])('and not $name under $policy.name', ({ name, policy }) => {
    const said = saidOf(name, withPolicy(llist, policy as Policy), BUSY);
    expect(said.signatures).toEqual([]);
    expect(said.witnesses).toBeGreaterThan(0);
  });
});
