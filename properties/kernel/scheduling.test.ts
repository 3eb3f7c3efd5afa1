/** Which context may run when: contexts on the machine that run a published design. */
import { describe, expect, test } from 'vitest';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import type { Call } from '../../model/call.ts';
import { DMA32, Rig, TOP } from '../designs/rig.ts';

const ALLOC: Call = { fn: 'alloc', sizePages: 1, limit: TOP, aligned: true };
const PUT: Call = { fn: 'put' };
const LOCK = '__alloc_and_insert_iova_range: lock';
const INSIDE = '__alloc_and_insert_iova_range: search and store';

describe('a call', () => {
  test('a call stops before its first step, and its invocation touches nothing', () => {
    const rig = new Rig(llist);
    rig.start('cpu0', ALLOC);
    expect(rig.facts.map((fact) => fact.kind)).toEqual(['invoked']);
    expect(rig.nextStep('cpu0')).toBe('alloc_iova: object');
  });

  test('a call cannot begin on a CPU that is in a call', () => {
    const rig = new Rig(llist);
    rig.start('cpu0', ALLOC);
    expect(rig.machine.enabled({ do: 'start', on: 'cpu0', call: ALLOC })).toBe(false);
    expect(rig.machine.enabled({ do: 'start', on: 'cpu1', call: ALLOC })).toBe(true);
  });

  test('a call cannot begin on a CPU that does not exist, or on the worker', () => {
    const { machine } = new Rig(llist, { cpus: 1 });
    expect(machine.enabled({ do: 'start', on: 'cpu1', call: ALLOC })).toBe(false);
    expect(machine.enabled({ do: 'start', on: 'irq0', call: ALLOC })).toBe(false);
    expect(machine.enabled({ do: 'start', on: 'worker', call: ALLOC })).toBe(false);
    expect(machine.enabled({ do: 'step', on: 'cpu1' })).toBe(false);
  });

  test('a call cannot name a page of a call that was granted none, or fewer', () => {
    const rig = new Rig(llist);
    const granted = rig.alloc(2);
    const refused = rig.alloc(2, TOP, { refuse: ['object'] });
    const free = (call: number, offsetPages: number): boolean =>
      rig.machine.enabled({
        do: 'start',
        on: 'cpu0',
        call: { fn: 'free', what: { call, offsetPages } },
      });
    expect([free(granted, 0), free(granted, 1), free(granted, 2)]).toEqual([true, true, false]);
    expect([free(refused, 0), free(99, 0)]).toEqual([false, false]);
  });

  test('steps of calls on different CPUs can be taken in any order', () => {
    const rig = new Rig(llist);
    rig.start('cpu0', ALLOC);
    rig.start('cpu1', ALLOC);
    rig.step('cpu1');
    rig.step('cpu0');
    rig.finish('cpu1');
    rig.finish('cpu0');
    expect(rig.factsOf('responded').map((fact) => fact.call)).toEqual([1, 0]);
  });
});

describe('an interrupt', () => {
  test('an interrupt finishes its call before the call of its CPU resumes', () => {
    const rig = new Rig(llist, { irqs: 1 });
    rig.start('cpu0', ALLOC);
    rig.step('cpu0');
    rig.start('irq0', ALLOC);
    expect(rig.machine.enabled({ do: 'step', on: 'cpu0' })).toBe(false);
    rig.step('irq0');
    expect(rig.machine.enabled({ do: 'step', on: 'cpu0' })).toBe(false);
    rig.finish('irq0');
    expect(rig.machine.enabled({ do: 'step', on: 'cpu0' })).toBe(true);
  });

  test('an interrupt does not stop another CPU', () => {
    const rig = new Rig(llist, { irqs: 1 });
    rig.start('irq0', ALLOC);
    rig.start('cpu1', ALLOC);
    expect(rig.machine.enabled({ do: 'step', on: 'cpu1' })).toBe(true);
    expect(rig.machine.enabled({ do: 'start', on: 'cpu0', call: ALLOC })).toBe(false);
  });

  test('an interrupt cannot begin while interrupts are off on its CPU', () => {
    const rig = new Rig(llist, { irqs: 2 });
    rig.start('cpu0', ALLOC);
    rig.stepTo('cpu0', LOCK);
    expect(rig.machine.canStart('irq0', 'alloc')).toBe(true);
    rig.step('cpu0');
    expect(rig.nextStep('cpu0')).toBe(INSIDE);
    expect(rig.machine.canStart('irq0', 'alloc')).toBe(false);
    expect(rig.machine.canStart('irq1', 'alloc')).toBe(true);
    rig.stepTo('cpu0', '__alloc_and_insert_iova_range: unlock');
    rig.step('cpu0');
    expect(rig.machine.canStart('irq0', 'alloc')).toBe(true);
  });

  test('an interrupt begins only calls that interrupts may make', () => {
    const { machine } = new Rig(llist, { irqs: 1 });
    const can = (['alloc', 'free', 'freeObject', 'find', 'reserve', 'put'] as const).filter((fn) =>
      machine.canStart('irq0', fn),
    );
    expect(can).toEqual(['alloc', 'free']);
  });

  test('an interrupt waits for a lock that another CPU holds', () => {
    const rig = new Rig(llist, { irqs: 1 });
    rig.start('cpu1', ALLOC);
    rig.stepTo('cpu1', INSIDE);
    rig.start('irq0', ALLOC);
    rig.stepTo('irq0', LOCK);
    expect(rig.machine.enabled({ do: 'step', on: 'irq0' })).toBe(false);
    rig.finish('cpu1');
    expect(rig.machine.enabled({ do: 'step', on: 'irq0' })).toBe(true);
  });
});

describe('the worker and its timer', () => {
  /** A range is deferred, and the work is due in 10 jiffies. */
  function deferred(timers: 'exact' | 'any' = 'exact'): Rig {
    const rig = new Rig(llist, { timers });
    rig.defer(rig.alloc(1));
    return rig;
  }

  test('the timer fires at its deadline and not before', () => {
    const rig = deferred();
    expect(rig.machine.enabled({ do: 'step', on: 'timer' })).toBe(false);
    rig.pass(9);
    expect(rig.machine.enabled({ do: 'step', on: 'timer' })).toBe(false);
    rig.pass(1);
    expect(rig.machine.enabled({ do: 'step', on: 'timer' })).toBe(true);
  });

  test('with timers=any the timer fires at any moment, and no time passes', () => {
    const rig = deferred('any');
    expect(rig.machine.enabled({ do: 'step', on: 'timer' })).toBe(true);
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 1 })).toBe(false);
  });

  test('the worker runs after the timer has fired, one instance at a time', () => {
    const rig = deferred();
    rig.pass(10);
    expect(rig.machine.enabled({ do: 'step', on: 'worker' })).toBe(false);
    rig.step('timer');
    expect(rig.machine.enabled({ do: 'step', on: 'timer' })).toBe(false);
    rig.step('worker');
    expect(rig.nextStep('worker')).toBe('iova_deferred_free_work: llist_del_all');
    rig.finish('worker');
    expect(rig.machine.enabled({ do: 'step', on: 'worker' })).toBe(false);
    expect(rig.factsOf('erased')).toHaveLength(1);
  });

  test('the worker runs on no CPU that an interrupt stops', () => {
    const rig = new Rig(llist, { irqs: 1 });
    rig.defer(rig.alloc(1));
    rig.pass(10);
    rig.wakeWorker();
    rig.start('irq0', ALLOC);
    expect(rig.machine.enabled({ do: 'step', on: 'worker' })).toBe(true);
  });
});

describe('time', () => {
  test('time passes freely while no timer is pending, with calls in progress or without', () => {
    const rig = new Rig(llist);
    rig.start('cpu0', ALLOC);
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 1000 })).toBe(true);
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 0 })).toBe(false);
    expect(rig.machine.enabled({ do: 'advance', byJiffies: -1 })).toBe(false);
  });

  test('time never passes the next deadline', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 11 })).toBe(false);
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 10 })).toBe(true);
    rig.pass(4);
    expect(rig.machine.timing.maxAdvanceJiffies()).toBe(6);
  });

  test('time stands still while a timer is due or the work can run', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    rig.pass(10);
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 1 })).toBe(false);
    rig.step('timer');
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 1 })).toBe(false);
    rig.step('worker');
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 1 })).toBe(false);
    rig.finish('worker');
    expect(rig.machine.enabled({ do: 'advance', byJiffies: 1 })).toBe(true);
  });
});

describe('pressure', () => {
  test('an action that keeps the level of pressure cannot be taken', () => {
    const rig = new Rig(llist);
    expect(rig.machine.enabled({ do: 'pressure', level: 'none' })).toBe(false);
    rig.press('nodes');
    expect(rig.machine.enabled({ do: 'pressure', level: 'nodes' })).toBe(false);
    expect(rig.machine.enabled({ do: 'pressure', level: 'none' })).toBe(true);
  });

  test('pressure on nodes refuses an erase but no object, pressure on all refuses both', () => {
    const rig = new Rig(llist);
    const first = rig.alloc(1);
    rig.press('nodes');
    rig.free(first);
    expect(rig.factsOf('kept')).toHaveLength(1);
    expect(rig.response(rig.alloc(1)).because).toContain('store refused');
    rig.press('all');
    expect(rig.response(rig.alloc(1)).because).toBe('alloc_iova: object refused');
  });

  test('a refusal that met no request is told apart from one that met a request', () => {
    const rig = new Rig(llist);
    rig.start('cpu0', ALLOC);
    expect(rig.step('cpu0', true)).toBe(true);
    expect(rig.response(0).because).toBe('alloc_iova: object refused');
    // The erase of a red-black tree never asks for memory.
    const other = new Rig(mainline);
    const call = other.alloc(1);
    other.start('cpu0', { fn: 'free', what: { call, offsetPages: 0 } });
    other.step('cpu0');
    expect(other.step('cpu0', true)).toBe(false);
    expect(other.factsOf('erased')).toHaveLength(1);
  });
});

describe('a teardown', () => {
  test('a teardown may begin during a call, if its caller does so, and excludes later ones', () => {
    const rig = new Rig(llist, { irqs: 1 });
    rig.start('cpu0', ALLOC);
    expect(rig.machine.enabled({ do: 'start', on: 'teardown', call: PUT })).toBe(true);
    rig.start('teardown', PUT);
    rig.finish('cpu0');
    for (const on of ['cpu0', 'irq0', 'teardown'] as const) {
      expect(rig.machine.canStart(on, 'alloc')).toBe(false);
      expect(rig.machine.canStart(on, 'put')).toBe(false);
    }
    rig.finish('teardown');
    expect(rig.machine.canStart('cpu0', 'alloc')).toBe(false);
    expect(rig.machine.canStart('teardown', 'put')).toBe(false);
  });

  test('a teardown runs only as the context teardown, where no other call can begin', () => {
    const { machine } = new Rig(llist);
    expect(machine.canStart('cpu0', 'put')).toBe(false);
    expect(machine.canStart('teardown', 'alloc')).toBe(false);
  });

  test('a teardown does not exclude the work, which may be running, and go on', () => {
    const rig = new Rig(llist);
    rig.defer(rig.alloc(1));
    rig.pass(10);
    rig.wakeWorker();
    rig.start('teardown', PUT);
    rig.step('teardown');
    expect(rig.machine.enabled({ do: 'step', on: 'teardown' })).toBe(false);
    rig.finish('worker');
    rig.finish('teardown');
    expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: 0, works: 0 }]);
    expect(rig.factsOf('misused')).toEqual([]);
  });
});

test('a 32-bit limit is one below the line at 4 GiB', () => {
  const rig = new Rig(llist);
  expect(rig.range(rig.alloc(1, DMA32 - 1)).hi).toBe(DMA32 - 1);
  expect(rig.range(rig.alloc(1)).hi).toBe(TOP);
});
