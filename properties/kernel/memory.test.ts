import { describe, expect, test } from 'vitest';
import type { Change } from '../../impl/kernel/memory.ts';
import type { Need, Pressure } from '../../model/fact.ts';
import { Stage } from './stage.ts';

const CHANGES: Readonly<Record<Need, Change>> = {
  object: { k: 'alloc', what: 'iova' },
  store: { k: 'store', lo: 1, hi: 2 },
  erase: { k: 'erase', lo: 1, hi: 2 },
  magazine: { k: 'alloc', what: 'magazine' },
  caches: { k: 'alloc', what: 'kmalloc' },
};
const NEEDS: readonly Need[] = ['object', 'magazine', 'caches', 'store', 'erase'];

function granted(stage: Stage): readonly boolean[] {
  const { memory } = stage.kernel;
  return NEEDS.map((need) => stage.does('cpu0', () => memory.allows(CHANGES[need], need, true)));
}

describe('memory', () => {
  test.each([
    ['none', [true, true, true, true, true]],
    ['nodes', [true, true, true, false, false]],
    ['all', [false, false, false, false, false]],
  ] as const)(
    'under pressure %s grants objects, magazines, parts of caches, stores and erases: %j',
    (level, expected) => {
      const stage = new Stage('cpu0');
      if (level !== 'none') stage.kernel.memory.setPressure(level);
      expect(granted(stage)).toEqual(expected);
    },
  );

  test('memory is not asked for a change that needs none, whatever the pressure', () => {
    const stage = new Stage('cpu0');
    const { memory } = stage.kernel;
    memory.setPressure('all');
    memory.refuseStep = true;
    expect(stage.does('cpu0', () => memory.allows(CHANGES.erase, 'erase', false))).toBe(true);
    expect(stage.factsOf('memory')).toEqual([]);
    expect(memory.asked).toBe(0);
  });

  test('memory refuses the requests of a step that the run refuses', () => {
    const stage = new Stage('cpu0');
    const { memory } = stage.kernel;
    memory.refuseStep = true;
    expect(granted(stage)).toEqual([false, false, false, false, false]);
    memory.refuseStep = false;
    expect(granted(stage)).toEqual([true, true, true, true, true]);
    expect([memory.asked, memory.refused]).toEqual([10, 5]);
  });

  test('memory reports every request: its need, and whether it was granted', () => {
    const stage = new Stage('cpu0');
    stage.kernel.memory.setPressure('nodes');
    granted(stage);
    expect(stage.facts).toEqual([
      { kind: 'pressure', level: 'nodes' },
      { kind: 'memory', call: null, need: 'object', granted: true },
      { kind: 'memory', call: null, need: 'magazine', granted: true },
      { kind: 'memory', call: null, need: 'caches', granted: true },
      { kind: 'memory', call: null, need: 'store', granted: false },
      { kind: 'memory', call: null, need: 'erase', granted: false },
    ]);
  });

  test('the script of a recording hears every change in order, and decides alone', () => {
    const stage = new Stage('cpu0');
    const { memory } = stage.kernel;
    const told: Change[] = [];
    memory.script = (change) => {
      told.push(change);
      return change.k !== 'store';
    };
    memory.setPressure('all');
    expect(granted(stage)).toEqual([true, true, true, false, true]);
    // It also decides on a change that needs no memory by our own rules.
    expect(stage.does('cpu0', () => memory.allows(CHANGES.store, 'store', false))).toBe(false);
    expect(told).toEqual([...NEEDS.map((need) => CHANGES[need]), CHANGES.store]);
  });

  test('memory comes back to a saved level of pressure', () => {
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
