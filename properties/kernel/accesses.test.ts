import { expect, test } from 'vitest';
import {
  Accesses,
  ALL_OF_C,
  callObject,
  contextObject,
  cpuObject,
  memoryObject,
  objectOf,
  TREE_OF_C,
} from '../../port/accesses.ts';

import { DelayedWork } from '../../impl/kernel/delayed-work.ts';
import { Guarded } from '../../impl/kernel/guarded.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import { Llist } from '../../impl/kernel/llist.ts';
import type { SharedState } from '../../impl/kernel/shared-state.ts';
import { Slab } from '../../impl/kernel/slab.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';
import { RangeTree } from '../../impl/tree/range-tree.ts';

/** Names as the slab and a search use them, beginning with the first ones. */
const POINTERS = [-1, -(2 ** 17), -(2 ** 17) - 1, -(2 ** 20)];
const CALLS = [0, 1, 2, -1, -2, -(2 ** 16), -(2 ** 16) - 1];
const CPUS = ['cpu0', 'cpu1', 'cpu9', 'worker'];
const CONTEXTS = [0, 1, 2, 20];
const PARTS = [0, 1, 2, 20];

test('no two objects that steps share have the same number, except CPUs without interrupts', () => {
  const numbers = [
    ...PARTS,
    ...POINTERS.map(objectOf),
    ...CONTEXTS.map(contextObject),
    ...CPUS.map(cpuObject),
    ...CALLS.map(callObject),
    ...[0, 1, 3 * 2 ** 32 + 1].map(memoryObject),
    TREE_OF_C,
    ALL_OF_C,
  ];
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) expect(number).toBeGreaterThanOrEqual(0);
  // The worker and the teardown are never interrupted, so they share a number.
  expect(cpuObject('teardown')).toBe(cpuObject('worker'));
});

test('an object that a step touches is noted once, and not as read after a change', () => {
  const accesses = new Accesses();
  for (const object of [1, 1, 2]) accesses.look(object);
  for (const object of [3, 3]) accesses.change(object);
  for (const object of [3, 2]) accesses.look(object);
  accesses.change(4);
  accesses.release(5);
  for (const kind of ['work', 'work', 'time'] as const) accesses.tell(kind);
  const { looked, changed, released, told } = accesses;
  expect({ looked, changed, released, told }).toEqual({
    looked: [1, 2],
    changed: [3, 4],
    released: [5],
    told: ['work', 'time'],
  });
  accesses.clear();
  expect([looked, changed, released, told]).toEqual([[], [], [], []]);
});

test('a step that only reads shared state is noted as reading it, by its number', () => {
  const kernel = new Kernel();
  const lock = new Spinlock(kernel, 'a_lock', 1);
  const field = new Guarded(kernel, lock, 'a field', 1);
  const work = new DelayedWork(kernel, 'a work');
  const list = new Llist(kernel, new Slab(kernel));
  const tree = new RangeTree(kernel, lock, 'tree-6.12');
  work.schedule(1);
  kernel.log.warnOnce('said before');
  const accesses = new Accesses();
  kernel.accesses = accesses;
  const looks: readonly (readonly [SharedState, () => unknown])[] = [
    [field, () => field.get()],
    [work, () => work.schedule(1)],
    [list, () => list.empty()],
    [tree, () => tree.find(1)],
    [tree, () => tree.next(1)],
    [tree, () => tree.highestGap(1, 1, 2)],
    [kernel.log, () => kernel.log.warnOnce('said before')],
    [kernel.memory, () => kernel.memory.allows({ k: 'alloc', what: 'iova' }, 'object', true)],
  ];
  for (const [part, look] of looks) {
    accesses.clear();
    look();
    expect(kernel.shared[part.object]).toBe(part);
    expect([accesses.looked, accesses.changed]).toEqual([[part.object], []]);
  }
});
