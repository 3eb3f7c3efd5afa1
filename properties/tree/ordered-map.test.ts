/** The red-black tree behind its lock, as far as its users can tell. */
import { expect, test } from 'vitest';
import type { Change } from '../../impl/kernel/memory.ts';
import { type Ptr, Slab } from '../../impl/kernel/slab.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';
import { OrderedMap } from '../../impl/tree/ordered-map.ts';
import { Stage } from '../kernel/stage.ts';

class Scene {
  readonly stage = new Stage('cpu0');
  readonly lock = new Spinlock(this.stage.kernel, 'a_lock', 1);
  readonly slab = new Slab(this.stage.kernel);
  readonly map = new OrderedMap(this.stage.kernel, this.lock, this.slab);

  object(lo: number, hi: number): Ptr {
    const ptr = this.slab.allocate() as Ptr;
    this.slab.write(ptr, 'lo', lo);
    this.slab.write(ptr, 'hi', hi);
    return ptr;
  }

  /** Touches the map in one critical section. */
  locked<T>(touch: (map: OrderedMap) => T): T {
    return this.stage.doesUnder(this.lock, 'cpu0', () => touch(this.map));
  }
}

const TOUCHES: readonly (readonly [string, (map: OrderedMap, object: Ptr) => unknown])[] = [
  ['find', (map) => map.find(4)],
  ['below', (map) => map.below(4)],
  ['successor', (map, object) => map.successor(object)],
  ['objects', (map) => map.objects()],
  ['walk', (map) => [...map.walk()]],
  ['insert', (map, object) => map.insert(object)],
  ['erase', (map, object) => map.erase(object)],
  ['extendDown', (map, object) => map.extendDown(object, 3)],
];

test.each(TOUCHES)('%s is a misuse without the lock, and none with it', (_name, touch) => {
  const scene = new Scene();
  const object = scene.object(4, 6);
  scene.locked((map) => touch(map, object));
  expect(scene.stage.misuses).toEqual([]);
  scene.stage.does('cpu0', () => touch(scene.map, object));
  expect(scene.stage.misuses[0]).toMatchObject({
    misuse: 'lock-not-held',
    what: 'the tree is touched without a_lock',
  });
});

test('objects are found by page, from below and from above', () => {
  const scene = new Scene();
  const [high, low] = [scene.object(10, 12), scene.object(4, 6)];
  for (const object of [high, low]) scene.map.insert(object);
  const found = [3, 4, 6, 7, 9, 10, 12, 13].map((pfn) => scene.map.find(pfn));
  expect(found).toEqual([null, low, low, null, null, high, high, null]);
  expect([4, 5, 10, 11].map((pfn) => scene.map.below(pfn))).toEqual([null, low, low, high]);
  expect([low, high].map((object) => scene.map.successor(object))).toEqual([high, null]);
  expect([...scene.map.walk()]).toEqual([low, high]);
});

test('no change of the ordered map needs memory, and a script hears of each change', () => {
  const scene = new Scene();
  const object = scene.object(4, 6);
  scene.stage.kernel.memory.setPressure('all');
  scene.locked((map) => map.insert(object));
  expect(scene.stage.factsOf('memory').filter(({ need }) => need !== 'object')).toEqual([]);
  const changes: Change[] = [];
  scene.stage.kernel.memory.script = (change) => changes.push(change) > 0;
  scene.locked((map) => map.extendDown(object, 3));
  scene.locked((map) => map.erase(object));
  scene.locked((map) => map.insert(object));
  expect(changes).toEqual([
    { k: 'extend', lo: 3, hi: 6 },
    { k: 'erase', lo: 3, hi: 6 },
    { k: 'store', lo: 3, hi: 6 },
  ]);
  const stored = scene.stage.factsOf('stored').map(({ range }) => range.lo);
  expect(stored).toEqual([4, 3, 3]);
});

test('the ordered map is surveyed after each change, and it is unsound if two ranges meet', () => {
  const scene = new Scene();
  const told = (): readonly unknown[] => scene.stage.factsOf('surveyed');
  scene.locked((map) => map.find(0));
  expect(told()).toEqual([]);
  // A range may begin at page 0.
  const [first, second] = [scene.object(0, 3), scene.object(3, 5)];
  scene.locked((map) => map.insert(first));
  scene.locked((map) => map.find(0));
  expect(told()).toMatchObject([{ ranges: [{ lo: 0, hi: 3 }], unsound: null }]);
  scene.locked((map) => map.insert(second));
  expect(told().at(-1)).toMatchObject({ unsound: 'two ranges of the tree meet at 3' });
});

test('a lookup in a large ordered map visits one entry, and an insert one a level', () => {
  const scene = new Scene();
  for (let lo = 0; lo < 1024; lo += 1) scene.map.insert(scene.object(lo, lo));
  scene.locked((map) => map.find(5));
  scene.locked((map) => map.insert(scene.object(1024, 1024)));
  scene.map.find(5);
  expect(scene.stage.factsOf('visited')).toMatchObject([
    { on: 'cpu0', entries: 1, depth: 11, ranges: 1024 },
    { on: 'cpu0', entries: 11, depth: 11, ranges: 1024 },
  ]);
});
