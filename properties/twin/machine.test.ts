/** What the machine makes of its calls, whatever the design does. */
import { describe, expect, test } from 'vitest';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { step } from '../../impl/kernel/effect.ts';
import { DONE } from '../../impl/kernel/routine.ts';
import { reserveFirst } from '../../impl/twin/fillers.ts';
import { Rig, TOP } from '../designs/rig.ts';

const FIND = { fn: 'find', what: { pfn: TOP } } as const;

describe('a call', () => {
  test('a call without any step is a mistake of the design', () => {
    const rig = new Rig({
      ...llist,
      // oxlint-disable-next-line eslint/require-yield
      *find() {
        return null;
      },
    });
    expect(() => rig.start('cpu0', FIND)).toThrow('find() returns before its first step');
  });

  test('a call that returns with a lock held is a misuse that names the lock', () => {
    const rig = new Rig({
      ...llist,
      *find(d) {
        yield d.lock.lockIrqsave('find_iova: lock');
        return null;
      },
    });
    rig.call(FIND);
    expect(rig.factsOf('misused')).toMatchObject([
      { misuse: 'lock-held-on-return', what: 'cpu0 returns with iova_lock held' },
    ]);
  });

  test('a call is in progress from invocation to response, and asks if its step may ask', () => {
    const rig = new Rig(llist);
    rig.start('cpu0', { fn: 'alloc', sizePages: 1, limit: TOP, aligned: true });
    expect([rig.machine.callsInProgress(), rig.machine.asks('cpu0')]).toEqual([1, true]);
    rig.start('cpu1', FIND);
    expect([rig.machine.callsInProgress(), rig.machine.asks('cpu1')]).toEqual([2, false]);
    rig.finish('cpu0');
    expect([rig.machine.callsInProgress(), rig.machine.asks('cpu0')]).toEqual([1, false]);
  });
});

describe('a work', () => {
  /** A design whose teardown leaves the work alone. */
  const forgetful: typeof llist = {
    ...llist,
    *put(d) {
      yield step('put_iova_domain: forgets the work', () => d.tree.destroy());
      return DONE;
    },
  };

  test('a work that is pending or running when the teardown responds is reported', () => {
    for (const wakes of [false, true]) {
      const rig = new Rig(forgetful);
      rig.defer(rig.alloc(1));
      if (wakes) {
        rig.pass(10);
        rig.wakeWorker();
      }
      rig.put();
      expect(rig.factsOf('remaining')[0]?.works).toBe(1);
    }
    const idle = new Rig(forgetful);
    idle.put();
    expect(idle.factsOf('remaining')[0]?.works).toBe(0);
  });

  test('a work without any step is a mistake of the design', () => {
    const stepless: typeof llist = {
      ...llist,
      // oxlint-disable-next-line eslint/require-yield
      *work() {
        return DONE;
      },
    };
    const rig = new Rig(stepless);
    rig.defer(rig.alloc(1));
    rig.pass(10);
    expect(() => rig.wakeWorker()).toThrow('work() returns before its first step');
  });

  test('a design that arms a work it does not have is a mistake of the design', () => {
    const rig = new Rig({ ...llist, name: 'workless', work: undefined } as unknown as Design);
    rig.defer(rig.alloc(1));
    rig.pass(10);
    expect(() => rig.wakeWorker()).toThrow('workless arms a work, but has no work()');
  });
});

test('a page that cannot be reserved before a run is reported', () => {
  const { machine } = new Rig(llist);
  machine.kernel.memory.script = () => false;
  expect(() => reserveFirst(machine, llist, TOP)).toThrow(
    `page ${TOP} is refused: reserve_iova: object`,
  );
});
