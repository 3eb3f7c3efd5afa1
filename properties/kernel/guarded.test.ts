import { describe, expect, test } from 'vitest';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import { type Coroutine, step } from '../../impl/kernel/effect.ts';
import { Guarded } from '../../impl/kernel/guarded.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';
import type { ContextId } from '../../model/context-id.ts';
import { Stage } from './stage.ts';

function scene(...ids: readonly ContextId[]): {
  stage: Stage;
  lock: Spinlock;
  field: Guarded<number>;
} {
  const stage = new Stage(...ids);
  const lock = new Spinlock(stage.kernel, 'a_lock', 1);
  return { stage, lock, field: new Guarded(stage.kernel, lock, 'max32', 7) };
}

function* nothing(): Coroutine<Outcome> {
  yield step('other: waits', () => undefined);
  return DONE;
}

describe('a field that a lock protects', () => {
  test('a field that a lock protects may be touched under the lock', () => {
    const { stage, lock, field } = scene('cpu0');
    stage.takes(
      'cpu0',
      lock.lockIrqsave('one: lock'),
      step('one: write', () => field.set(field.get() + 1)),
      lock.unlock('one: unlock'),
    );
    expect(stage.misuses).toEqual([]);
  });

  test.each([
    ['read', (field: Guarded<number>): unknown => field.get()],
    ['write', (field: Guarded<number>): unknown => field.set(1)],
  ])('a %s of a field without its lock is a misuse at that step', (_how, touch) => {
    const { stage, field } = scene('cpu0');
    stage.does('cpu0', () => touch(field), 'one: touch');
    expect(stage.misuses).toMatchObject([
      { misuse: 'lock-not-held', on: 'cpu0', where: 'one: touch', because: 'max32' },
    ]);
    expect(stage.misuses[0]?.what).toBe('max32 is touched without a_lock');
  });

  test('an access to a field while another context holds its lock is a misuse', () => {
    const { stage, lock, field } = scene('cpu0', 'cpu1');
    stage.takes('cpu1', lock.lockIrqsave('two: lock'));
    stage.does('cpu0', () => field.get());
    expect(stage.misuses).toHaveLength(1);
  });

  test('a field may be touched without its lock during set-up', () => {
    const { stage, field } = scene();
    expect(field.get()).toBe(7);
    expect(stage.misuses).toEqual([]);
  });

  test('a field may be touched without its lock by a teardown that is alone', () => {
    const { stage, field } = scene('cpu0', 'worker', 'teardown');
    stage.does('teardown', () => field.set(1));
    expect(stage.misuses).toEqual([]);
  });

  test('an access to a field without its lock in a teardown is a misuse if the worker runs', () => {
    const { stage, field } = scene('worker', 'teardown');
    stage.begin('worker', nothing());
    stage.does('teardown', () => field.set(1), 'put: touch');
    expect(stage.misuses).toMatchObject([{ misuse: 'lock-not-held', where: 'put: touch' }]);
  });

  test('a field remembers the step that wrote it last', () => {
    const { stage, lock, field } = scene('cpu0');
    expect(field.writtenAt).toBe('init_iova_domain');
    stage.takes('cpu0', lock.lockIrqsave('one: lock'));
    stage.does('cpu0', () => field.set(3), 'one: write');
    expect(field.writtenAt).toBe('one: write');
    stage.does('cpu0', () => field.set(4, 'one: for another reason'), 'one: write');
    expect(field.writtenAt).toBe('one: for another reason');
  });

  test('a field comes back to a saved value and the step that wrote it', () => {
    const { stage, lock, field } = scene('cpu0');
    const saved = field.save();
    stage.takes('cpu0', lock.lockIrqsave('one: lock'));
    stage.does('cpu0', () => field.set(3), 'one: write');
    field.restore(saved);
    stage.does('cpu0', () => expect(field.get()).toBe(7));
    expect(field.writtenAt).toBe('init_iova_domain');
  });
});
