/** What the slab of a search forgets: freed objects to which nothing points. */
import { expect, test } from 'vitest';
import { keyOf } from '../../abstraction/key-of.ts';
import { Scene, twoFreed } from './slab-scene.ts';

const held = (): boolean => true;
const forgotten = (): boolean => false;

test('a freed object to which nothing points leaves nothing behind, not even its name', () => {
  const scene = new Scene();
  const ptr = scene.allocate(7);
  scene.write(ptr, 'lo', 3);
  scene.free(ptr);
  scene.slab.forget(forgotten);
  expect(keyOf(scene.slab.observe())).toBe(keyOf(new Scene().slab.observe()));
  expect(scene.allocate(7)).toBe(ptr);
});

test('as long as a pointer is held, its name is not given again', () => {
  const scene = new Scene();
  const ptr = scene.allocate(7);
  scene.free(ptr);
  scene.slab.forget(held);
  expect(scene.allocate(7)).not.toBe(ptr);
});

test('what only a forgotten object points to is forgotten, too', () => {
  const { scene, first, second } = twoFreed('first last');
  const other = new Scene();
  const [one, two] = [other.allocate(), other.allocate()];
  other.write(one, 'next', two);
  other.free(two);
  other.free(one);
  other.slab.forget(forgotten);
  expect(keyOf(other.slab.observe())).toBe(scene.seen());
  expect(scene.seen(first)).not.toBe(scene.seen(first, second));
});

test('what a stale pointer leads to is not forgotten', () => {
  const scene = new Scene();
  const [one, two] = [scene.allocate(), scene.allocate()];
  scene.write(one, 'next', two);
  scene.free(two);
  scene.free(one);
  expect(scene.seen(one)).toBe(scene.seen(one, two));
});

test('nothing is forgotten, and nothing changes, if all that was freed is pointed to', () => {
  const { scene } = twoFreed('first last');
  const before = scene.slab.save();
  scene.slab.forget(held);
  expect(scene.slab.save()).toBe(before);
});

test('after something was forgotten a saved state stays as it was', () => {
  const { scene } = twoFreed('first last');
  const before = scene.slab.save();
  const key = keyOf(before);
  scene.slab.forget(forgotten);
  scene.allocate();
  expect(keyOf(before)).toBe(key);
});

test('objects from before the run count as live until they are freed', () => {
  const scene = new Scene();
  scene.allocate();
  scene.slab.begin();
  scene.write(scene.allocate(), 'lo', 1);
  const before = scene.slab.save();
  scene.slab.forget(forgotten);
  expect(scene.slab.save()).toBe(before);
});
