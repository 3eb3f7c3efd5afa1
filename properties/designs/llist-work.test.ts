/** What happens to the deferred ranges of the revision of 2 June 2026. */
import { describe, expect, test } from 'vitest';
import { llist } from '../../impl/designs/llist.ts';
import { Rig, TOP } from './rig.ts';

const WORK = 'iova_deferred_free_work';

/** Lets the work run at its deadline. `refuse`: see `CallOptions`. */
function runWork(rig: Rig, refuse: readonly string[] = []): void {
  rig.pass(rig.machine.timing.maxAdvanceJiffies());
  rig.wakeWorker();
  rig.finish('worker', refuse);
}

describe('llist: the work', () => {
  test('the work tries the ranges in the reverse order of their listing', () => {
    const rig = new Rig(llist);
    const calls = [rig.alloc(1), rig.alloc(1), rig.alloc(1)];
    for (const call of calls) rig.defer(call);
    runWork(rig);
    const erased = rig.factsOf('erased').map((fact) => fact.range);
    expect(erased).toEqual(calls.map((call) => rig.range(call)).toReversed());
  });

  test('the work drops the lock between two entries', () => {
    const rig = new Rig(llist);
    for (const call of [rig.alloc(1), rig.alloc(1)]) rig.defer(call);
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: unlock`);
    rig.step('worker');
    expect(rig.response(rig.alloc(1)).refused).toBe(false);
    rig.finish('worker');
    expect(rig.factsOf('erased')).toHaveLength(2);
  });

  test('the work lists a refused range again, tries the rest, and is armed in 10 jiffies', () => {
    const rig = new Rig(llist);
    for (const call of [rig.alloc(1), rig.alloc(1)]) rig.defer(call);
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: remove_iova`);
    rig.step('worker', true);
    rig.finish('worker');
    expect(rig.dump()).toEqual({
      ranges: [[TOP - 1, TOP - 1]],
      deferred: [[TOP - 1, TOP - 1]],
      work_due: 20,
    });
  });

  test('the work arms itself at the same delay in 50 failed runs, and the log stays empty', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    rig.press('nodes');
    for (let round = 1; round <= 50; round += 1) {
      runWork(rig);
      expect(rig.dump().work_due).toBe(10 * round + 10);
    }
    expect(rig.factsOf('logged')).toEqual([]);
  });

  test('the work does not arm itself once the list is empty', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    runWork(rig);
    expect(rig.dump()).toEqual({ ranges: [], deferred: [], work_due: null });
    expect(rig.domain.objects.live).toBe(0);
  });

  test('the work arms itself for a range that was listed while it ran', () => {
    const rig = new Rig(llist);
    const [early, late] = [rig.alloc(1), rig.alloc(1)];
    rig.defer(early);
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: re-arm`);
    rig.start('cpu0', { fn: 'free', what: { call: late, offsetPages: 0 } });
    rig.stepTo('cpu0', 'free_iova: schedule_delayed_work', ['remove_iova']);
    rig.finish('worker');
    expect(rig.dump().work_due).toBe(20);
    rig.finish('cpu0');
    expect(rig.dump().work_due).toBe(20);
  });

  test('the work frees objects under the lock', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    runWork(rig);
    const kinds = rig.facts.map((fact) => (fact.kind === 'object' ? fact.event : fact.kind));
    expect(kinds.lastIndexOf('freed')).toBeLessThan(kinds.lastIndexOf('unlocked'));
  });
});

describe('llist: deferred ranges', () => {
  test('a deferred range is not handed out before its erase', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    expect(rig.range(rig.alloc(1)).hi).toBe(TOP - 1);
    runWork(rig);
    expect(rig.range(rig.alloc(1)).hi).toBe(TOP);
  });

  test('a deferred range is still found, and can be freed again', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(1);
    rig.defer(call);
    rig.call({ fn: 'find', what: { call, offsetPages: 0 } });
    rig.call({ fn: 'freeObject', what: { call, offsetPages: 0 } });
    // This erase worked, so the object was freed although it is listed.
    expect(rig.domain.objects.live).toBe(0);
  });

  test('if a deferred range is freed again, the work touches freed memory', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(1);
    rig.defer(call);
    rig.free(call);
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: lock`);
    expect(rig.factsOf('misused')).toMatchObject([
      {
        misuse: 'use-after-free',
        where: `${WORK}: next entry`,
        because: 'free_iova() freed it while listed',
      },
    ]);
  });

  test('if a deferred range is freed again without memory, it is on the list twice', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(1);
    rig.defer(call);
    rig.defer(call);
    expect(rig.factsOf('misused')).toMatchObject([{ misuse: 'list-double-add' }]);
  });
});

describe('llist: teardowns', () => {
  test('a teardown discards the list, and frees listed and unlisted objects once', () => {
    const rig = new Rig(llist);
    const [one] = [rig.alloc(1), rig.alloc(2)];
    rig.defer(one);
    rig.put();
    expect(rig.dump().deferred).toEqual([]);
    expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: 0, works: 0 }]);
    expect(rig.factsOf('misused')).toEqual([]);
  });

  test('a teardown reads no node of the list that it discards', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(1);
    rig.defer(call);
    rig.free(call);
    rig.put();
    expect(rig.factsOf('misused')).toEqual([]);
  });

  test('a teardown waits for the work, which cannot arm itself any more', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    rig.pass(10);
    rig.wakeWorker();
    rig.start('teardown', { fn: 'put' });
    rig.step('teardown');
    rig.finish('worker', ['remove_iova']);
    rig.finish('teardown');
    expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: 0, works: 0 }]);
  });
});
