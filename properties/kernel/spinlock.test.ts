import { describe, expect, test } from 'vitest';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import { type Coroutine, step } from '../../impl/kernel/effect.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';
import { AssertionFailure } from '../../model/assert.ts';
import { Stage } from './stage.ts';

function* critical(lock: Spinlock, name: string): Coroutine<Outcome> {
  yield lock.lockIrqsave(`${name}: lock`);
  yield step(`${name}: inside`, () => undefined);
  yield lock.unlock(`${name}: unlock`);
  return DONE;
}

describe('a spinlock', () => {
  test('a spinlock excludes other contexts until it is released', () => {
    const stage = new Stage('cpu0', 'cpu1');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.begin('cpu0', critical(lock, 'one'));
    stage.begin('cpu1', critical(lock, 'two'));
    stage.step('cpu0');
    expect(lock.heldBy(stage.context('cpu0'))).toBe(true);
    expect(stage.canStep('cpu1')).toBe(false);
    stage.step('cpu0');
    expect(stage.canStep('cpu1')).toBe(false);
    stage.step('cpu0');
    expect(stage.canStep('cpu1')).toBe(true);
    expect(stage.misuses).toEqual([]);
  });

  test('a spinlock is granted to waiting contexts in any order', () => {
    for (const first of ['cpu1', 'cpu2'] as const) {
      const stage = new Stage('cpu0', 'cpu1', 'cpu2');
      const lock = new Spinlock(stage.kernel, 'a_lock', 1);
      stage.takes('cpu0', lock.lockIrqsave('zero: lock'));
      stage.begin('cpu1', critical(lock, 'one'));
      stage.begin('cpu2', critical(lock, 'two'));
      stage.takes('cpu0', lock.unlock('zero: unlock'));
      expect([stage.canStep('cpu1'), stage.canStep('cpu2')]).toEqual([true, true]);
      stage.step(first);
      expect(lock.heldBy(stage.context(first))).toBe(true);
    }
  });

  test('a spinlock reports when it is taken or released, and whether others were busy', () => {
    const stage = new Stage('cpu0', 'cpu1');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu0', lock.lockIrqsave('one: lock'), lock.unlock('one: unlock'));
    stage.begin('cpu1', critical(lock, 'two'));
    stage.takes('cpu0', lock.lockIrqsave('one: lock'));
    expect(stage.facts).toEqual([
      { kind: 'locked', on: 'cpu0', contended: false },
      { kind: 'unlocked', on: 'cpu0' },
      { kind: 'locked', on: 'cpu0', contended: true },
    ]);
  });

  test('a spinlock has what it protects surveyed each time it becomes free', () => {
    const stage = new Stage('cpu0');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    const held: boolean[] = [];
    lock.protects = { survey: () => held.push(lock.owner !== null) };
    stage.takes('cpu0', lock.lockIrqsave('one: lock'), lock.unlock('one: unlock'));
    expect(held).toEqual([false]);
  });

  test('a spinlock comes back to a saved owner', () => {
    const stage = new Stage('cpu0');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu0', lock.lockIrqsave('one: lock'));
    const saved = lock.save();
    stage.takes('cpu0', lock.unlock('one: unlock'));
    expect(lock.observe()).toBeNull();
    lock.restore(saved);
    expect(lock.observe()).toBe('cpu0');
  });
});

describe('irqsave', () => {
  test('irqsave turns interrupts off while the lock is held, and on again afterwards', () => {
    const stage = new Stage('cpu0');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    const seen = (): boolean => stage.context('cpu0').irqsOff;
    stage.takes('cpu0', lock.lockIrqsave('one: lock'));
    expect(seen()).toBe(true);
    stage.takes('cpu0', lock.unlock('one: unlock'));
    expect(seen()).toBe(false);
  });

  test('irqsave keeps interrupts off until the outermost lock is released', () => {
    const stage = new Stage('cpu0');
    const outer = new Spinlock(stage.kernel, 'outer_lock', 1);
    const inner = new Spinlock(stage.kernel, 'inner_lock', 2);
    stage.takes('cpu0', outer.lockIrqsave('one: lock'), inner.lockIrqsave('one: lock inner'));
    stage.takes('cpu0', inner.unlock('one: unlock inner'));
    expect(stage.context('cpu0').irqsOff).toBe(true);
    stage.takes('cpu0', outer.unlock('one: unlock'));
    expect(stage.context('cpu0').irqsOff).toBe(false);
  });

  test('a lock taken with interrupts on, which interrupts take too, is a misuse', () => {
    const stage = new Stage('cpu0');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu0', lock.lock('one: lock'));
    expect(stage.misuses).toMatchObject([
      { misuse: 'inconsistent-lock-state', on: 'cpu0', where: 'one: lock' },
    ]);
    expect(stage.misuses[0]?.what).toContain('taken with interrupts on');
  });

  test('spin_lock is no misuse in an interrupt, or under a lock that turned interrupts off', () => {
    const stage = new Stage('cpu0', 'irq0');
    const outer = new Spinlock(stage.kernel, 'outer_lock', 1);
    const inner = new Spinlock(stage.kernel, 'inner_lock', 2);
    stage.takes('irq0', inner.lock('irq: lock'), inner.unlock('irq: unlock'));
    stage.takes('cpu0', outer.lockIrqsave('one: lock'), inner.lock('one: lock inner'));
    expect(stage.misuses).toEqual([]);
  });
});

describe('a self-deadlock', () => {
  test('a context that takes its lock again is stuck, which is a misuse at that step', () => {
    const stage = new Stage('cpu0');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.begin('cpu0', twice(lock));
    stage.step('cpu0');
    stage.step('cpu0');
    expect(stage.misuses).toMatchObject([
      { misuse: 'spinlock-recursion', where: 'one: lock again' },
    ]);
    expect(stage.misuses[0]?.what).toContain('self-deadlock');
    expect(stage.context('cpu0').stuck).toBe(true);
  });

  test('an interrupt that takes the lock of its interrupted CPU is a misuse at that step', () => {
    const stage = new Stage('cpu0', 'irq0', 'cpu1');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu0', lock.lock('one: lock'));
    stage.takes('irq0', lock.lockIrqsave('irq: lock'));
    const [, deadlock] = stage.misuses;
    expect(deadlock).toMatchObject({
      misuse: 'spinlock-recursion',
      on: 'irq0',
      where: 'irq: lock',
    });
    expect(deadlock?.what).toBe(
      'self-deadlock: irq0 waits for a_lock, which cpu0 holds on this CPU',
    );
    expect(lock.heldBy(stage.context('cpu0'))).toBe(true);
  });

  test('an interrupt waits if the holder of the lock is on another CPU', () => {
    const stage = new Stage('cpu0', 'irq0', 'cpu1');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu1', lock.lockIrqsave('two: lock'));
    stage.begin('irq0', critical(lock, 'irq'));
    expect(stage.canStep('irq0')).toBe(false);
    expect(stage.misuses).toEqual([]);
  });
});

describe('lock discipline', () => {
  test('an unlock by a context that does not hold the lock is a misuse at that step', () => {
    const stage = new Stage('cpu0', 'cpu1');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu0', lock.lockIrqsave('one: lock'));
    stage.takes('cpu1', lock.unlock('two: unlock'));
    expect(stage.misuses).toMatchObject([
      { misuse: 'bad-unlock-balance', on: 'cpu1', where: 'two: unlock' },
    ]);
    expect(lock.heldBy(stage.context('cpu0'))).toBe(true);
  });

  test('an unlock of a free lock is a misuse', () => {
    const stage = new Stage('cpu0');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.takes('cpu0', lock.unlock('one: unlock'));
    expect(stage.misuses).toMatchObject([{ misuse: 'bad-unlock-balance', where: 'one: unlock' }]);
  });

  test('a lock taken under one of higher rank is an inversion of the lock order', () => {
    const stage = new Stage('cpu0');
    const outer = new Spinlock(stage.kernel, 'outer_lock', 1);
    const inner = new Spinlock(stage.kernel, 'inner_lock', 2);
    stage.takes('cpu0', inner.lockIrqsave('one: inner'), outer.lockIrqsave('one: outer'));
    expect(stage.misuses).toMatchObject([{ misuse: 'lock-order-inversion', where: 'one: outer' }]);
    expect(stage.misuses[0]?.what).toBe('lock order: outer_lock taken under inner_lock');
  });

  test('a lock taken under one of the same rank is an inversion of the lock order', () => {
    const stage = new Stage('cpu0');
    const [one, other] = ['one', 'other'].map((name) => new Spinlock(stage.kernel, name, 1));
    stage.takes('cpu0', one!.lockIrqsave('one: lock'), other!.lockIrqsave('other: lock'));
    expect(stage.misuses).toMatchObject([{ misuse: 'lock-order-inversion', where: 'other: lock' }]);
  });

  test('a lock taken under one of lower rank is in order', () => {
    const stage = new Stage('cpu0');
    const outer = new Spinlock(stage.kernel, 'outer_lock', 1);
    const inner = new Spinlock(stage.kernel, 'inner_lock', 2);
    stage.takes('cpu0', outer.lockIrqsave('one: outer'), inner.lockIrqsave('one: inner'));
    expect(stage.misuses).toEqual([]);
    stage.takes('cpu0', inner.unlock('one: unlock inner'));
    expect(stage.context('cpu0').held).toEqual([outer]);
    expect(stage.context('cpu0').irqsOff).toBe(true);
  });
});

function* twice(lock: Spinlock): Coroutine<Outcome> {
  yield lock.lockIrqsave('one: lock');
  yield lock.lockIrqsave('one: lock again');
  yield lock.unlock('one: unlock');
  return DONE;
}

describe('who owns a lock and who holds it', () => {
  test('a lock whose owner does not hold it, or the other way round, is our own bug', () => {
    const stage = new Stage('cpu0');
    const lock = new Spinlock(stage.kernel, 'a_lock', 1);
    stage.context('cpu0').held = [lock];
    expect(() => stage.takes('cpu0', lock.lockIrqsave('one: lock'))).toThrow(AssertionFailure);

    const other = new Stage('cpu0');
    const taken = new Spinlock(other.kernel, 'a_lock', 1);
    other.takes('cpu0', taken.lockIrqsave('one: lock'));
    other.context('cpu0').held = [];
    expect(() => other.takes('cpu0', taken.unlock('one: unlock'))).toThrow(AssertionFailure);
  });
});
