import { describe, expect, test } from 'vitest';
import { AssertionFailure } from '../../model/assert.ts';
import { cancelling, running, scene } from './work-scene.ts';

describe('schedule_delayed_work', () => {
  test('schedule_delayed_work arms an idle work and returns true', () => {
    const { stage, work } = scene();
    stage.kernel.clock.advance(5);
    expect(work.schedule(10)).toBe(true);
    expect([work.pending, work.dueJiffies, work.running]).toEqual(['timer', 15, false]);
    expect(stage.factsOf('work')).toEqual([{ kind: 'work', state: 'armed', dueJiffies: 15 }]);
  });

  test('schedule_delayed_work without a delay uses the worklist and no timer', () => {
    const { work } = scene();
    work.schedule(0);
    expect(work.pending).toBe('worklist');
  });

  test.each(['on its timer', 'on a worklist'])(
    'schedule_delayed_work of a work pending %s changes nothing',
    (where) => {
      const { stage, work } = scene();
      work.schedule(10);
      if (where === 'on a worklist') work.expire();
      const before = JSON.stringify([work.pending, work.running, stage.facts.length]);
      stage.kernel.clock.advance(3);
      expect(work.schedule(1)).toBe(false);
      expect(JSON.stringify([work.pending, work.running, stage.facts.length - 1])).toBe(before);
    },
  );

  test('schedule_delayed_work of a running work lets it run again later', () => {
    const { work } = running();
    expect(work.schedule(10)).toBe(true);
    expect([work.pending, work.running]).toEqual(['timer', true]);
    work.returned();
    expect([work.pending, work.running]).toEqual(['timer', false]);
  });

  test('schedule_delayed_work of a work that is running and pending changes nothing', () => {
    const { work } = running();
    work.schedule(10);
    expect(work.schedule(1)).toBe(false);
    expect(work.dueJiffies).toBe(10);
  });

  test('schedule_delayed_work during a cancel_sync returns false and has no effect', () => {
    const { stage, work } = cancelling();
    expect(work.schedule(10)).toBe(false);
    work.returned();
    stage.step('teardown');
    expect([work.pending, work.running]).toEqual(['no', false]);
  });

  test('schedule_delayed_work after a cancel_sync arms the work again', () => {
    const { stage, work } = cancelling();
    work.returned();
    stage.step('teardown');
    expect(work.schedule(10)).toBe(true);
  });

  test('schedule_delayed_work cannot postpone a work, however often it is called', () => {
    const { stage, work } = scene();
    work.schedule(10);
    for (let jiffies = 1; jiffies < 10; jiffies += 1) {
      stage.kernel.clock.advance(1);
      work.schedule(10);
    }
    expect(work.dueJiffies).toBe(10);
  });

  test('a change before a schedule that returned false is seen by the coming run', () => {
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

  test('a change that the present run may have missed is seen by another run', () => {
    const { stage, work } = running();
    const seen = stage.does('worker', () => 0);
    expect(stage.does('cpu0', () => work.schedule(10))).toBe(true);
    work.returned();
    expect([seen, work.pending]).toEqual([0, 'timer']);
  });
});

describe('mod_delayed_work', () => {
  test('mod_delayed_work of an idle work queues it and returns false', () => {
    const { work } = scene();
    expect(work.modify(10)).toBe(false);
    expect([work.pending, work.dueJiffies]).toEqual(['timer', 10]);
  });

  test.each(['on its timer', 'on a worklist'])(
    'mod_delayed_work of a work pending %s replaces the deadline and returns true',
    (where) => {
      const { work } = scene();
      work.schedule(10);
      if (where === 'on a worklist') work.expire();
      expect(work.modify(3)).toBe(true);
      expect([work.pending, work.dueJiffies]).toEqual(['timer', 3]);
    },
  );

  test('mod_delayed_work of a running work that is not pending queues it and returns false', () => {
    const { work } = running();
    expect(work.modify(10)).toBe(false);
    expect([work.pending, work.running]).toEqual(['timer', true]);
  });

  test('mod_delayed_work of a running and pending work replaces the deadline, returns true', () => {
    const { work } = running();
    work.schedule(10);
    expect(work.modify(50)).toBe(true);
    expect(work.dueJiffies).toBe(50);
  });

  test('mod_delayed_work during a cancel_sync queues nothing', () => {
    const { stage, work } = cancelling();
    expect(work.modify(10)).toBe(false);
    expect(work.pending).toBe('no');
    work.returned();
    stage.step('teardown');
    expect([work.pending, work.running]).toEqual(['no', false]);
  });

  test('mod_delayed_work again and again postpones a work for ever', () => {
    const { stage, work } = scene();
    for (let round = 0; round < 100; round += 1) {
      work.modify(10);
      stage.kernel.clock.advance(9);
      expect(work.dueJiffies).toBeGreaterThan(stage.kernel.clock.nowJiffies);
    }
  });
});

describe('a run of the work', () => {
  test('a run of the work begins with PENDING cleared, before its function does anything', () => {
    const { work, states } = running();
    expect([work.pending, work.running]).toEqual(['no', true]);
    expect(states()).toEqual(['armed', 'running']);
  });

  test('a run of the work that arms the work goes from running to armed', () => {
    const { stage, work, states } = running();
    stage.does('worker', () => work.schedule(10));
    work.returned();
    expect(states()).toEqual(['armed', 'running', 'running', 'armed']);
  });

  test('a run of the work that does not arm the work comes to rest', () => {
    const { work, states } = running();
    work.returned();
    expect(states().at(-1)).toBe('idle');
  });
});

describe('a work as a search keeps it', () => {
  test('a work comes back to a saved state, a cancel under way included', () => {
    const { stage, work } = cancelling();
    const saved = work.save();
    work.returned();
    stage.step('teardown');
    expect(work.schedule(10)).toBe(true);
    work.restore(saved);
    expect([work.pending, work.running, work.schedule(10)]).toEqual(['no', true, false]);
  });

  test('the state of a work has the time left, not the time of day', () => {
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

describe('a work in a state that it cannot be in', () => {
  test.each([
    ['the timer of a work that is not pending expires', () => scene().work.expire()],
    ['a worker picks up a work that is not pending', () => scene().work.pickUp()],
    ['a work that does not run returns', () => scene().work.returned()],
  ])('an assertion fails if %s', (_what, happens) => {
    expect(happens).toThrow(AssertionFailure);
  });

  test('an assertion fails if a worker picks up a work that is on its timer, or running', () => {
    const { work } = running();
    work.schedule(10);
    expect(() => work.pickUp()).toThrow('on no worklist');
    work.expire();
    expect(() => work.pickUp()).toThrow('a second instance');
  });

  test('an assertion fails if a work comes back to a state that no work can be in', () => {
    const { work } = scene();
    const none = { pending: 'no', leftJiffies: 0, running: false, cancelling: 0 };
    work.restore({ ...none, leftJiffies: 3, running: true });
    expect(() => work.returned()).toThrow('a timer it is not on');
    work.restore({ ...none, running: true, cancelling: -1 });
    expect(() => work.returned()).toThrow('more cancels');
  });
});
