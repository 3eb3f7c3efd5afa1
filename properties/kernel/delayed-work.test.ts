import { describe, expect, test } from 'vitest';
import { AssertionFailure } from '../../model/assert.ts';
import { cancelling, running, scene } from './work-scene.ts';

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
    const before = JSON.stringify([work.pending, work.running, stage.facts.length]);
    stage.kernel.clock.advance(3);
    expect(work.schedule(1)).toBe(false);
    expect(JSON.stringify([work.pending, work.running, stage.facts.length - 1])).toBe(before);
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

describe('a work is refused by its own bookkeeping', () => {
  test.each([
    ['the timer of one that is not pending expires', () => scene().work.expire()],
    ['a worker picks up one that is not pending', () => scene().work.pickUp()],
    ['one that does not run returns', () => scene().work.returned()],
  ])('if %s', (_what, happens) => {
    expect(happens).toThrow(AssertionFailure);
  });

  test('if a worker picks up one that is on its timer, or running', () => {
    const { work } = running();
    work.schedule(10);
    expect(() => work.pickUp()).toThrow('on no worklist');
    work.expire();
    expect(() => work.pickUp()).toThrow('a second instance');
  });

  test('if it comes back to a state that no work can be in', () => {
    const { work } = scene();
    const none = { pending: 'no', leftJiffies: 0, running: false, cancelling: 0 };
    work.restore({ ...none, leftJiffies: 3, running: true });
    expect(() => work.returned()).toThrow('a timer it is not on');
    work.restore({ ...none, running: true, cancelling: -1 });
    expect(() => work.returned()).toThrow('more cancels');
  });
});
