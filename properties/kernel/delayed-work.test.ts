import { describe, expect, test } from 'vitest';
import { DelayedWork } from '../../impl/kernel/delayed-work.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';
import { DONE, type Outcome } from '../../impl/kernel/context.ts';
import { type Coroutine, step } from '../../impl/kernel/effect.ts';
import { Stage } from './stage.ts';

function scene(): { stage: Stage; work: DelayedWork; states: () => readonly string[] } {
  const stage = new Stage('cpu0', 'irq0', 'cpu1', 'worker', 'teardown');
  const work = new DelayedWork(stage.kernel, 'a_work');
  return { stage, work, states: () => stage.factsOf('work').map((fact) => fact.state) };
}

/** The work is armed, its timer expires, a worker calls its function. */
function running(): ReturnType<typeof scene> {
  const on = scene();
  on.work.schedule(10);
  on.work.expire();
  on.work.pickUp();
  return on;
}

/** `on` is in a `cancel_sync` that waits for the running instance. */
function cancelling(): ReturnType<typeof scene> {
  const on = running();
  on.stage.begin('teardown', discard(on.work.cancelSync('put')));
  on.stage.step('teardown');
  return on;
}

function* discard(coroutine: Coroutine<boolean>): Coroutine<Outcome> {
  yield* coroutine;
  return DONE;
}

describe('schedule_delayed_work', () => {
  test('arms an idle work and returns true', () => {
    const { stage, work } = scene();
    stage.kernel.clock.advance(5);
    expect(work.schedule(10)).toBe(true);
    expect([work.pending, work.dueJiffies, work.running]).toEqual(['timer', 15, false]);
    expect(stage.factsOf('work')).toEqual([{ kind: 'work', state: 'armed', dueJiffies: 15 }]);
  });

  test('with no delay goes to the worklist without a timer', () => {
    const { work } = scene();
    work.schedule(0);
    expect(work.pending).toBe('worklist');
  });

  test.each(['on its timer', 'on a worklist'])('of a work pending %s changes nothing', (where) => {
    const { stage, work } = scene();
    work.schedule(10);
    if (where === 'on a worklist') work.expire();
    const before = JSON.stringify([work.save(), stage.facts.length]);
    stage.kernel.clock.advance(3);
    expect(work.schedule(1)).toBe(false);
    expect(JSON.stringify([work.save(), stage.facts.length - 1])).toBe(before);
  });

  test('of a running work that is not pending arms it: it runs again later', () => {
    const { work } = running();
    expect(work.schedule(10)).toBe(true);
    expect([work.pending, work.running]).toEqual(['timer', true]);
    work.returned();
    expect([work.pending, work.running]).toEqual(['timer', false]);
  });

  test('of a work that is running and pending changes nothing', () => {
    const { work } = running();
    work.schedule(10);
    expect(work.schedule(1)).toBe(false);
    expect(work.dueJiffies).toBe(10);
  });

  test('while a cancel_sync is under way returns false and is lost', () => {
    const { stage, work } = cancelling();
    expect(work.schedule(10)).toBe(false);
    work.returned();
    stage.step('teardown');
    expect([work.pending, work.running]).toEqual(['no', false]);
  });

  test('after a cancel_sync arms again', () => {
    const { stage, work } = cancelling();
    work.returned();
    stage.step('teardown');
    expect(work.schedule(10)).toBe(true);
  });

  test('again and again cannot postpone a work', () => {
    const { stage, work } = scene();
    work.schedule(10);
    for (let jiffies = 1; jiffies < 10; jiffies += 1) {
      stage.kernel.clock.advance(1);
      work.schedule(10);
    }
    expect(work.dueJiffies).toBe(10);
  });

  test('that returned false is still seen by the coming run', () => {
    const { stage, work } = scene();
    let stored = 0;
    work.schedule(10);
    stage.does('cpu0', () => {
      stored = 1;
    });
    expect(stage.does('cpu0', () => work.schedule(10))).toBe(false);
    work.expire();
    work.pickUp();
    expect(stage.does('worker', () => stored)).toBe(1);
  });

  test('by whom the coming run may have missed returns true: there is another run', () => {
    const { stage, work } = running();
    const seen = stage.does('worker', () => 0);
    expect(stage.does('cpu0', () => work.schedule(10))).toBe(true);
    work.returned();
    expect([seen, work.pending]).toEqual([0, 'timer']);
  });
});

describe('mod_delayed_work', () => {
  test('of an idle work queues it and returns false', () => {
    const { work } = scene();
    expect(work.modify(10)).toBe(false);
    expect([work.pending, work.dueJiffies]).toEqual(['timer', 10]);
  });

  test.each(['on its timer', 'on a worklist'])(
    'of a work pending %s replaces the deadline and returns true',
    (where) => {
      const { work } = scene();
      work.schedule(10);
      if (where === 'on a worklist') work.expire();
      expect(work.modify(3)).toBe(true);
      expect([work.pending, work.dueJiffies]).toEqual(['timer', 3]);
    },
  );

  test('of a running work that is not pending queues it and returns false', () => {
    const { work } = running();
    expect(work.modify(10)).toBe(false);
    expect([work.pending, work.running]).toEqual(['timer', true]);
  });

  test('of a work that is running and pending replaces the deadline and returns true', () => {
    const { work } = running();
    work.schedule(10);
    expect(work.modify(50)).toBe(true);
    expect(work.dueJiffies).toBe(50);
  });

  test('while a cancel_sync is under way queues nothing', () => {
    const { stage, work } = cancelling();
    expect(work.modify(10)).toBe(false);
    expect(work.pending).toBe('no');
    work.returned();
    stage.step('teardown');
    expect([work.pending, work.running]).toEqual(['no', false]);
  });

  test('again and again postpones a work for ever', () => {
    const { stage, work } = scene();
    for (let round = 0; round < 100; round += 1) {
      work.modify(10);
      stage.kernel.clock.advance(9);
      expect(work.dueJiffies).toBeGreaterThan(stage.kernel.clock.nowJiffies);
    }
  });
});

describe('a run of the work', () => {
  test('begins with PENDING cleared, before its function does anything', () => {
    const { work, states } = running();
    expect([work.pending, work.running]).toEqual(['no', true]);
    expect(states()).toEqual(['armed', 'running']);
  });

  test('that arms itself goes from running to armed', () => {
    const { stage, work, states } = running();
    stage.does('worker', () => work.schedule(10));
    work.returned();
    expect(states()).toEqual(['armed', 'running', 'running', 'armed']);
  });

  test('that does not comes to rest', () => {
    const { work, states } = running();
    work.returned();
    expect(states().at(-1)).toBe('idle');
  });
});

describe('cancel_delayed_work_sync', () => {
  test('of an idle work returns false', () => {
    const { stage, work } = scene();
    expect(stage.runs('teardown', work.cancelSync('put'))).toBe(false);
  });

  test.each(['on its timer', 'on a worklist'])('of a work pending %s takes it away', (where) => {
    const { stage, work, states } = scene();
    work.schedule(10);
    if (where === 'on a worklist') work.expire();
    expect(stage.runs('teardown', work.cancelSync('put'))).toBe(true);
    expect([work.pending, work.running]).toEqual(['no', false]);
    expect(states().at(-1)).toBe('idle');
  });

  test('waits for a running instance and returns false: it was merely running', () => {
    const { stage, work } = cancelling();
    expect(stage.canStep('teardown')).toBe(false);
    work.returned();
    expect(stage.canStep('teardown')).toBe(true);
    stage.step('teardown');
    expect(stage.context('teardown').sent[0]).toBe(false);
    expect(stage.context('teardown').busy).toBe(false);
  });

  test('of a work that is running and pending waits and returns true', () => {
    const { stage, work } = running();
    work.schedule(10);
    stage.begin('teardown', discard(work.cancelSync('put')));
    expect(stage.step('teardown')).toBe(true);
    expect(work.pending).toBe('no');
    expect(stage.canStep('teardown')).toBe(false);
    work.returned();
    stage.step('teardown');
    expect([work.pending, work.running]).toEqual(['no', false]);
  });

  test('twice at the same time refuses to queue until both have returned', () => {
    const { stage, work } = cancelling();
    stage.begin('cpu0', discard(work.cancelSync('other')));
    stage.step('cpu0');
    work.returned();
    stage.step('teardown');
    expect(work.schedule(10)).toBe(false);
    stage.step('cpu0');
    expect(work.schedule(10)).toBe(true);
  });

  test('from inside the work is a deadlock: LCK-1 at the place, and it never returns', () => {
    const { stage, work } = running();
    stage.begin('worker', discard(work.cancelSync('work')));
    stage.step('worker');
    expect(stage.misuses).toMatchObject([
      { property: 'LCK-1', on: 'worker', where: 'work: cancel_delayed_work_sync' },
    ]);
    expect(stage.misuses[0]?.what).toBe('a_work waits for itself');
    expect(stage.canStep('worker')).toBe(false);
  });

  test('under a spinlock is LCK-1 at the place, even if there is nothing to wait for', () => {
    const { stage, work } = scene();
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu0', lock.lockIrqsave('one: lock'));
    stage.runs('cpu0', work.cancelSync('one'));
    expect(stage.misuses).toMatchObject([
      { property: 'LCK-1', where: 'one: cancel_delayed_work_sync' },
    ]);
    expect(stage.misuses[0]?.what).toContain('may sleep');
  });

  test('in an interrupt is LCK-1', () => {
    const { stage, work } = scene();
    stage.runs('irq0', work.cancelSync('irq'));
    expect(stage.misuses).toMatchObject([{ property: 'LCK-1', on: 'irq0' }]);
  });

  test('in a task that holds nothing is no misuse', () => {
    const { stage, work } = scene();
    stage.runs('cpu0', work.cancelSync('one'));
    expect(stage.misuses).toEqual([]);
  });
});

describe('cancel_delayed_work, without sync', () => {
  test('takes the pending part away and says whether there was one', () => {
    const { work } = scene();
    expect(work.cancel()).toBe(false);
    work.schedule(10);
    expect(work.cancel()).toBe(true);
    expect(work.pending).toBe('no');
  });

  test('does not wait for a running instance, which may arm the work again', () => {
    const { work } = running();
    expect(work.cancel()).toBe(false);
    expect(work.running).toBe(true);
    expect(work.schedule(10)).toBe(true);
  });

  test('may be called under a spinlock', () => {
    const { stage, work } = scene();
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes(
      'cpu0',
      lock.lockIrqsave('one: lock'),
      step('one: cancel', () => work.cancel()),
      lock.unlock('one: unlock'),
    );
    expect(stage.misuses).toEqual([]);
  });
});

describe('a work as a search keeps it', () => {
  test('comes back to a saved state, a cancel under way included', () => {
    const { stage, work } = cancelling();
    const saved = work.save();
    work.returned();
    stage.step('teardown');
    expect(work.schedule(10)).toBe(true);
    work.restore(saved);
    expect([work.pending, work.running, work.schedule(10)]).toEqual(['no', true, false]);
  });

  test('is told apart by the time left, not by the time of day', () => {
    const early = scene();
    early.work.schedule(10);
    const late = scene();
    late.stage.kernel.clock.advance(7);
    late.work.schedule(10);
    expect(late.work.observe()).toEqual(early.work.observe());
    late.stage.kernel.clock.advance(1);
    expect(late.work.observe()).not.toEqual(early.work.observe());
  });
});
