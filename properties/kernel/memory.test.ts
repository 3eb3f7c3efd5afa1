import { describe, expect, test } from 'vitest';
import type { Change } from '../../impl/kernel/memory.ts';
import type { Need, Pressure } from '../../model/fact.ts';
import { Stage } from './stage.ts';

const CHANGES: Readonly<Record<Need, Change>> = {
  object: { k: 'alloc' },
  store: { k: 'store', lo: 1, hi: 2 },
  erase: { k: 'erase', lo: 1, hi: 2 },
};
const NEEDS: readonly Need[] = ['object', 'store', 'erase'];

function granted(stage: Stage): readonly boolean[] {
  const { memory } = stage.kernel;
  return NEEDS.map((need) => stage.does('cpu0', () => memory.allows(CHANGES[need], need, true)));
}

describe('memory', () => {
  test.each([
    ['none', [true, true, true]],
    ['nodes', [true, false, false]],
    ['all', [false, false, false]],
  ] as const)('under pressure %s grants objects, stores and erases: %j', (level, expected) => {
    const stage = new Stage('cpu0');
    if (level !== 'none') stage.kernel.memory.setPressure(level);
    expect(granted(stage)).toEqual(expected);
  });

  test('is not asked for what needs none, whatever the pressure', () => {
    const stage = new Stage('cpu0');
    const { memory } = stage.kernel;
    memory.setPressure('all');
    memory.refuseStep = true;
    expect(stage.does('cpu0', () => memory.allows(CHANGES.erase, 'erase', false))).toBe(true);
    expect(stage.factsOf('memory')).toEqual([]);
    expect(memory.asked).toBe(0);
  });

  test('refuses the request of the one step that the run refuses', () => {
    const stage = new Stage('cpu0');
    const { memory } = stage.kernel;
    memory.refuseStep = true;
    expect(granted(stage)).toEqual([false, false, false]);
    memory.refuseStep = false;
    expect(granted(stage)).toEqual([true, true, true]);
    expect([memory.asked, memory.refused]).toEqual([6, 3]);
  });

  test('tells of every request: what for, and whether it was granted', () => {
    const stage = new Stage('cpu0');
    stage.kernel.memory.setPressure('nodes');
    granted(stage);
    expect(stage.facts).toEqual([
      { kind: 'pressure', level: 'nodes' },
      { kind: 'memory', call: null, need: 'object', granted: true },
      { kind: 'memory', call: null, need: 'store', granted: false },
      { kind: 'memory', call: null, need: 'erase', granted: false },
    ]);
  });

  test('with a script is told every change in order, and the script alone decides', () => {
    const stage = new Stage('cpu0');
    const { memory } = stage.kernel;
    const told: Change[] = [];
    memory.script = (change) => {
      told.push(change);
      return change.k !== 'store';
    };
    memory.setPressure('all');
    expect(granted(stage)).toEqual([true, false, true]);
    // Also what our own rules take to need no memory.
    expect(stage.does('cpu0', () => memory.allows(CHANGES.store, 'store', false))).toBe(false);
    expect(told).toEqual([CHANGES.object, CHANGES.store, CHANGES.erase, CHANGES.store]);
  });

  test('comes back to a saved level of pressure', () => {
    const { memory } = new Stage().kernel;
    const levels: Pressure[] = ['nodes', 'all', 'none'];
    for (const level of levels) {
      memory.setPressure(level);
      const saved = memory.save();
      memory.setPressure(level === 'all' ? 'none' : 'all');
      memory.restore(saved);
      expect(memory.pressure).toBe(level);
    }
  });
});
