/** The work of `llist` under policies: what it counts, when it runs again, what the log says. */
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

/** Lets the work run at its deadline. `refuse`: see `CallOptions`. Returns how long it waited. */
function runWork(rig: Rig, refuse: readonly string[] = ['remove_iova']): number {
  const waited = rig.machine.timing.maxAdvanceJiffies();
  rig.pass(waited);
  rig.wakeWorker();
  rig.finish('worker', refuse);
  return waited;
}

/** Lets the work run `runs` times without memory. Returns which runs, from 1, write a line. */
function warningRuns(rig: Rig, runs: number): readonly number[] {
  const told: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const before = rig.factsOf('logged').length;
    runWork(rig);
    if (rig.factsOf('logged').length > before) told.push(run);
  }
  return told;
}

describe('delays of the work', () => {
  test.each(knownPolicies)(
    'under $name the work waits as promised: at first, while it fails, after a success',
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

describe('counts per domain', () => {
  test('a count per domain warns at the tenth failed run in a row, and only once', () => {
    const rig = rigUnder(warnAfter(flat10ms, 10));
    rig.defer(rig.alloc(1));
    expect(warningRuns(rig, 30)).toEqual([10]);
  });

  test('a count per domain begins anew when a part was erased', () => {
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

describe('counts per range', () => {
  const policy = warnAfterPerRange(flat10ms, 10);

  /** The tries of the listed ranges, in reverse order of their listing. */
  function triesIn({ domain: { objects, deferredFrees } }: ReturnType<typeof rigUnder>) {
    const tries: number[] = [];
    for (let node = deferredFrees.first; node !== 0; node = objects.read(node, 'next')) {
      tries.push(objects.read(node, 'tries'));
    }
    return tries;
  }

  test('a count per range is in the object: a range deferred later has fewer tries', () => {
    const rig = rigUnder(policy);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < 4; run += 1) runWork(rig);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < 3; run += 1) runWork(rig);
    expect(triesIn(rig).toSorted((a, b) => a - b)).toEqual([3, 7]);
  });

  test('a count per range is raised under the lock', () => {
    const rig = rigUnder(policy);
    rig.defer(rig.alloc(1));
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: count the try`, ['remove_iova']);
    expect(rig.domain.lock.owner?.id).toBe('worker');
    rig.step('worker');
    expect(rig.domain.lock.owner?.id).toBe('worker');
  });

  test('a count per range warns at the tenth failed try of a range, and only once', () => {
    const rig = rigUnder(policy);
    rig.defer(rig.alloc(1));
    expect(warningRuns(rig, 4)).toEqual([]);
    rig.defer(rig.alloc(1));
    expect(warningRuns(rig, 30)).toEqual([6]);
  });

  test('a count per range warns of a range that starves although others are erased', () => {
    const rig = rigUnder(policy);
    const starved = rig.alloc(1);
    rig.defer(starved);
    const told: number[] = [];
    for (let run = 1; run <= 10; run += 1) {
      // The range listed last is tried first. It is erased, the other is not.
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

  test('a count per range goes up to its limit, and is 0 in a reused object', () => {
    const rig = rigUnder(policy);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < TRIES_MAX + 3; run += 1) runWork(rig);
    expect(triesIn(rig)).toEqual([TRIES_MAX]);
    runWork(rig, []);
    rig.defer(rig.alloc(1));
    expect(triesIn(rig)).toEqual([0]);
  });

  test('a count per range is not kept if the policy does not ask for it', () => {
    const rig = rigUnder(exponential);
    rig.defer(rig.alloc(1));
    for (let run = 0; run < 3; run += 1) runWork(rig);
    expect(triesIn(rig)).toEqual([0]);
  });
});

describe('states of policies', () => {
  test('the state of a policy is restored with the domain, and is immutable', () => {
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

  test('a design whose work retries is refused without a policy', () => {
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

describe('llist under wrong policies', () => {
  const cases = [
    {
      policy: warnsNever.policy,
      signature: 'OBS-1 the last of 10 retries in silence <- the work was refused an erase',
      scope: BUSY,
    },
    { policy: warnsAgain.policy, signature: 'OBS-1 the work logs a line again', scope: BUSY },
    {
      policy: capNotApplied.policy,
      signature: 'LIV-1 nobody erases what the work deferred, the work is armed',
      scope: BUSY,
    },
    { policy: delayZero.policy, signature: 'LIV-2 the work goes round for ever', scope: BUSY },
  ];
  test.each(cases.map((one) => ({ name: one.policy.name, ...one })))(
    'llist under $name breaks $signature',
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
  ])('llist under the right policy $policy.name keeps $name', ({ name, policy }) => {
    const said = saidOf(name, withPolicy(llist, policy as Policy), BUSY);
    expect(said.signatures).toEqual([]);
    expect(said.witnesses).toBeGreaterThan(0);
  });
});
