/** The domain's maple tree behind its lock: its requests, its facts, and what a search sees. */
import { describe, expect, test } from 'vitest';
import { keyOf } from '../../abstraction/key-of.ts';
import type { Change } from '../../impl/kernel/memory.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';
import { RangeTree } from '../../impl/tree/range-tree.ts';
import type { TreeMemory } from '../../port/tree-memory.ts';
import type { Pressure } from '../../model/fact.ts';
import { Stage } from '../kernel/stage.ts';

class Scene {
  readonly stage = new Stage('cpu0');
  readonly lock = new Spinlock(this.stage.kernel, 'a_lock', 1);
  readonly tree: RangeTree;

  constructor(memory: TreeMemory = 'adversarial') {
    this.tree = new RangeTree(this.stage.kernel, this.lock, memory);
  }

  /** Touches the tree in one critical section. */
  locked<T>(touch: (tree: RangeTree) => T): T {
    return this.stage.doesUnder(this.lock, 'cpu0', () => touch(this.tree));
  }

  /** Fills every second page from `lo` on, before any context runs. */
  fill(pages: number, lo = 0): this {
    for (let page = 0; page < pages; page += 1) this.tree.store(lo + 2 * page, lo + 2 * page, 1);
    return this;
  }

  get surveys(): number {
    return this.stage.factsOf('surveyed').length;
  }

  get seen(): string {
    return keyOf(this.tree.observe());
  }
}

const TOUCHES: readonly (readonly [string, (tree: RangeTree) => unknown])[] = [
  ['find', (tree) => tree.find(4)],
  ['next', (tree) => tree.next(4)],
  ['highestGap', (tree) => tree.highestGap(1, 0, 9)],
  ['store', (tree) => tree.store(4, 5, 1)],
  ['erase', (tree) => tree.erase(4, 5)],
  ['overwrite', (tree) => tree.overwrite(4, 5, 2)],
  ['destroy', (tree) => tree.destroy()],
];

test.each(TOUCHES)('%s is a misuse without the lock, and none with it', (_name, touch) => {
  const scene = new Scene();
  scene.locked(touch);
  expect(scene.stage.misuses).toEqual([]);
  scene.stage.does('cpu0', () => touch(scene.tree));
  expect(scene.stage.misuses).toMatchObject([
    { misuse: 'lock-not-held', what: 'the tree is touched without a_lock' },
  ]);
});

describe('memory', () => {
  const change = (
    memory: TreeMemory,
    level: Pressure,
    touch: (tree: RangeTree) => boolean,
  ): boolean => {
    const scene = new Scene(memory);
    scene.tree.store(4, 6, 1);
    scene.stage.kernel.memory.setPressure(level);
    return scene.locked(touch);
  };

  test.each([
    ['a store where nothing is', false, (tree: RangeTree) => tree.store(8, 9, 1)],
    ['a store over the low end', false, (tree: RangeTree) => tree.store(3, 6, 1)],
    ['a store over a piece at the low end', false, (tree: RangeTree) => tree.store(4, 5, 1)],
    ['a store over the high end', false, (tree: RangeTree) => tree.store(5, 6, 1)],
    ['a store over exactly one', true, (tree: RangeTree) => tree.store(4, 6, 2)],
    ['a mark on exactly one', true, (tree: RangeTree) => tree.overwrite(4, 6, 2)],
    ['a mark on a piece', false, (tree: RangeTree) => tree.overwrite(4, 5, 2)],
    ['an erase of one', false, (tree: RangeTree) => tree.erase(4, 6)],
    ['an erase of nothing', true, (tree: RangeTree) => tree.erase(8, 9)],
  ])(
    'adversarial memory is asked exactly for changes that may need it: %s',
    (_what, spared, touch) => {
      expect(change('adversarial', 'nodes', touch)).toBe(spared);
      expect(change('adversarial', 'none', touch)).toBe(true);
    },
  );

  test('with memory=tree, memory is asked only for changes for which the tree needs a node', () => {
    expect(change('tree-6.12', 'nodes', (tree) => tree.store(8, 9, 1))).toBe(true);
    expect(change('tree-6.12', 'nodes', (tree) => tree.erase(4, 5))).toBe(true);
    // The erase of the only entry leaves a leaf of a single slot.
    expect(change('tree-6.12', 'nodes', (tree) => tree.erase(4, 6))).toBe(false);
    const empty = new Scene('tree-6.12');
    empty.stage.kernel.memory.setPressure('nodes');
    expect(empty.locked((tree) => tree.store(4, 6, 1))).toBe(false);
    expect(empty.tree.entries()).toEqual([]);
  });

  test('the script of a recording hears of each change of the tree', () => {
    const scene = new Scene();
    const changes: Change[] = [];
    scene.stage.kernel.memory.script = (made) => changes.push(made) !== 2;
    scene.locked((tree) => tree.store(4, 6, 1));
    expect(scene.locked((tree) => tree.erase(4, 6))).toBe(false);
    scene.locked((tree) => tree.overwrite(4, 6, 2));
    expect(changes).toEqual([
      { k: 'store', lo: 4, hi: 6 },
      { k: 'erase', lo: 4, hi: 6 },
      { k: 'mark', lo: 4, hi: 6 },
    ]);
    expect(scene.stage.factsOf('kept')).toMatchObject([{ range: { lo: 4, hi: 6 } }]);
    expect(scene.tree.entries()).toEqual([{ lo: 4, hi: 6, value: 2 }]);
  });
});

describe('the warning of a refusal', () => {
  const warnings = (
    treeWarns: boolean,
    level: Pressure,
    touch: (tree: RangeTree) => boolean,
  ): readonly unknown[] => {
    const scene = new Scene();
    scene.tree.store(4, 6, 1);
    scene.stage.kernel.treeWarns = treeWarns;
    scene.stage.kernel.memory.setPressure(level);
    expect(scene.locked(touch)).toBe(level === 'none');
    return scene.stage.factsOf('warned').map(({ need }) => need);
  };

  test.each([
    ['a store', 'store', (tree: RangeTree) => tree.store(8, 9, 1)],
    ['an erase', 'erase', (tree: RangeTree) => tree.erase(4, 6)],
    ['a mark on a piece', 'store', (tree: RangeTree) => tree.overwrite(4, 5, 2)],
  ])('a refused request of %s warns if the option is on, and only then', (_what, need, touch) => {
    expect(warnings(true, 'nodes', touch)).toEqual([need]);
    expect(warnings(true, 'none', touch)).toEqual([]);
    expect(warnings(false, 'nodes', touch)).toEqual([]);
  });

  test.each([
    ['a store', (tree: RangeTree) => tree.store(8, 9, 1, 'preallocated')],
    ['an erase', (tree: RangeTree) => tree.erase(4, 6, 'preallocated')],
  ])('%s whose nodes are preallocated can be refused, but does not warn', (_what, touch) => {
    expect(warnings(true, 'nodes', touch)).toEqual([]);
  });
});

test('a tree that is destroyed is empty, and is not surveyed', () => {
  const scene = new Scene().fill(3);
  scene.locked((tree) => tree.destroy());
  expect(scene.tree.entries()).toEqual([]);
  expect(scene.surveys).toBe(0);
});

describe('the facts of the tree', () => {
  test('a tree of up to 32 ranges is surveyed after each change, a larger one now and then', () => {
    const scene = new Scene().fill(30);
    const surveysOf = (changes: number): number => {
      const before = scene.surveys;
      for (let change = 0; change < changes; change += 1) {
        scene.locked((tree) => tree.store(1000 + 2 * change, 1000 + 2 * change, 1));
      }
      return scene.surveys - before;
    };
    // The first survey is about all that was stored before.
    expect(surveysOf(2)).toBe(2);
    expect(scene.tree.entries()).toHaveLength(32);
    // Storing a range again is a change, too.
    expect(surveysOf(2)).toBe(2);
    scene.fill(38);
    scene.locked((tree) => tree.find(0));
    expect(scene.tree.entries()).toHaveLength(40);
    expect([surveysOf(2), surveysOf(2), surveysOf(1)]).toEqual([0, 0, 1]);
  });

  test('a tree that has not changed is not surveyed', () => {
    const scene = new Scene().fill(3);
    scene.locked((tree) => tree.next(0));
    scene.locked((tree) => tree.next(0));
    expect(scene.surveys).toBe(1);
  });

  test('a large tree reports the entries that are visited by the holder of its lock', () => {
    const scene = new Scene().fill(1000);
    const { stage } = scene;
    scene.locked((tree) => tree.highestGap(1, 0, 2000));
    scene.locked((tree) => tree.next(0));
    stage.does('cpu0', () => scene.tree.next(0));
    scene.tree.next(0);
    const [gap, next] = stage.factsOf('visited');
    expect(stage.factsOf('visited')).toHaveLength(2);
    expect(gap).toMatchObject({ on: 'cpu0', ranges: 1000 });
    expect(gap?.entries).toBe(gap?.depth);
    expect(next).toMatchObject({ entries: 1, depth: gap?.depth });
  });
});

describe('what a search sees', () => {
  /** The same entries, cut into other leaves. */
  const upwards = (memory: TreeMemory): Scene => new Scene(memory).fill(40);
  const downwards = (memory: TreeMemory): Scene => {
    const scene = new Scene(memory);
    for (let page = 39; page >= 0; page -= 1) scene.tree.store(2 * page, 2 * page, 1);
    return scene;
  };

  test('a search sees the layout of nodes only if the tree decides what needs memory', () => {
    expect(upwards('adversarial').seen).toBe(downwards('adversarial').seen);
    expect(upwards('tree-6.12').seen).not.toBe(downwards('tree-6.12').seen);
  });

  test('a search sees what the tree holds', () => {
    for (const memory of ['adversarial', 'tree-6.12'] as const) {
      const scenes = [1, 2, 3].map((value) => {
        const scene = new Scene(memory);
        scene.tree.store(4, 6, value);
        return scene.seen;
      });
      expect(new Set(scenes).size).toBe(3);
    }
  });

  test('a search sees whether a small tree has changed since a survey, not a large one', () => {
    for (const memory of ['adversarial', 'tree-6.12'] as const) {
      const [small, large] = [new Scene(memory).fill(30), new Scene(memory).fill(33)];
      const before = [small.seen, large.seen];
      for (const scene of [small, large]) scene.locked((tree) => tree.find(0));
      expect([small.surveys, large.surveys]).toEqual([1, 1]);
      expect(small.seen).not.toBe(before[0]);
      expect(large.seen).toBe(before[1]);
      const most = new Scene(memory).fill(32);
      const unseen = most.seen;
      most.locked((tree) => tree.find(0));
      expect(most.seen).not.toBe(unseen);
    }
  });

  test('a search sees only those leaves from the beginning of the run that have changed', () => {
    const begun = (): Scene => {
      const scene = new Scene().fill(40);
      scene.tree.begin();
      return scene;
    };
    const untouched = begun();
    expect(untouched.tree.observe()).toEqual([[], [], 0]);
    const changed = ([0, 2, 78] as const).map((lo) => {
      const scene = begun();
      scene.tree.erase(lo, lo);
      return scene;
    });
    expect(new Set(changed.map(({ seen }) => seen)).size).toBe(3);
    const [gone, others] = (changed[0] as Scene).tree.observe() as readonly [
      readonly number[],
      readonly (readonly number[])[],
    ];
    expect(gone).toEqual([0]);
    expect(others[0]).toEqual([2, 2, 1]);
    expect(others.length).toBeLessThan(16);
    // The order of the changes makes no difference.
    const [one, other] = [begun(), begun()];
    for (const lo of [0, 78]) one.tree.erase(lo, lo);
    for (const lo of [78, 0]) other.tree.erase(lo, lo);
    expect(one.seen).toBe(other.seen);
  });
});
