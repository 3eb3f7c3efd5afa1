import { describe, expect, test } from 'vitest';
import { step } from '../../impl/kernel/effect.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';
import { cancelling, discard, running, scene } from './work-scene.ts';

describe('cancel_delayed_work_sync', () => {
  test('cancel_delayed_work_sync of an idle work returns false', () => {
    const { stage, work } = scene();
    expect(stage.runs('teardown', work.cancelSync('put'))).toBe(false);
  });

  test.each(['on its timer', 'on a worklist'])(
    'cancel_delayed_work_sync of a work pending %s takes it away',
    (where) => {
      const { stage, work, states } = scene();
      work.schedule(10);
      if (where === 'on a worklist') work.expire();
      expect(stage.runs('teardown', work.cancelSync('put'))).toBe(true);
      expect([work.pending, work.running]).toEqual(['no', false]);
      expect(states().at(-1)).toBe('idle');
    },
  );

  test('cancel_delayed_work_sync waits for a running instance, and returns false for it', () => {
    const { stage, work } = cancelling();
    expect(stage.canStep('teardown')).toBe(false);
    work.returned();
    expect(stage.canStep('teardown')).toBe(true);
    stage.step('teardown');
    expect(stage.sent('teardown')[0]).toBe(false);
    expect(stage.context('teardown').busy).toBe(false);
  });

  test('cancel_delayed_work_sync of a running and pending work waits and returns true', () => {
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

  test('two cancel_delayed_work_sync at once refuse to queue until both have returned', () => {
    const { stage, work } = cancelling();
    stage.begin('cpu0', discard(work.cancelSync('other')));
    stage.step('cpu0');
    work.returned();
    stage.step('teardown');
    expect(work.schedule(10)).toBe(false);
    stage.step('cpu0');
    expect(work.schedule(10)).toBe(true);
  });

  test('cancel_delayed_work_sync inside the work is a misuse there, and never returns', () => {
    const { stage, work } = running();
    stage.begin('worker', discard(work.cancelSync('work')));
    stage.step('worker');
    expect(stage.misuses).toMatchObject([
      { misuse: 'work-waits-for-itself', on: 'worker', where: 'work: cancel_delayed_work_sync' },
    ]);
    expect(stage.misuses[0]?.what).toBe('a_work waits for itself');
    expect(stage.canStep('worker')).toBe(false);
  });

  test('cancel_delayed_work_sync under a spinlock is a misuse, even if it need not wait', () => {
    const { stage, work } = scene();
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu0', lock.lockIrqsave('one: lock'));
    stage.runs('cpu0', work.cancelSync('one'));
    expect(stage.misuses).toMatchObject([
      { misuse: 'sleep-in-atomic', where: 'one: cancel_delayed_work_sync' },
    ]);
    expect(stage.misuses[0]?.what).toContain('may sleep');
  });

  test('cancel_delayed_work_sync in an interrupt is a misuse', () => {
    const { stage, work } = scene();
    stage.runs('irq0', work.cancelSync('irq'));
    expect(stage.misuses).toMatchObject([{ misuse: 'sleep-in-atomic', on: 'irq0' }]);
  });

  test('cancel_delayed_work_sync in a task that holds no lock is not a misuse', () => {
    const { stage, work } = scene();
    stage.runs('cpu0', work.cancelSync('one'));
    expect(stage.misuses).toEqual([]);
  });
});

describe('cancel_delayed_work, without sync', () => {
  test('cancel_delayed_work takes the pending part away, and returns whether there was one', () => {
    const { work } = scene();
    expect(work.cancel()).toBe(false);
    work.schedule(10);
    expect(work.cancel()).toBe(true);
    expect(work.pending).toBe('no');
  });

  test('cancel_delayed_work does not wait for a running instance, which may rearm the work', () => {
    const { work } = running();
    expect(work.cancel()).toBe(false);
    expect(work.running).toBe(true);
    expect(work.schedule(10)).toBe(true);
  });

  test('cancel_delayed_work may be called under a spinlock', () => {
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
