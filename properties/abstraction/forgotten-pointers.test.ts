/** When the slab is observed anew, because a context may have forgotten pointers. */
import { expect, test } from 'vitest';
import { keyOf } from '../../abstraction/key-of.ts';
import { Scene, twoFreed } from './slab-scene.ts';

const held = (): boolean => true;
const forgotten = (): boolean => false;

test('after pointers to a freed object were forgotten the slab is observed anew', () => {
  const { scene } = twoFreed('first last');
  const before = scene.slab.save();
  const seen = keyOf(scene.slab.observeFor(held));
  scene.slab.observeAnew(forgotten);
  expect(scene.slab.save()).not.toBe(before);
  expect(keyOf(scene.slab.observeFor(held))).toBe(seen);
});

test('after pointers were forgotten the slab is observed anew if memory was freed twice', () => {
  const scene = new Scene();
  scene.free(scene.allocate());
  scene.free(scene.allocate());
  const before = scene.slab.save();
  scene.slab.observeFor(held);
  scene.slab.observeAnew(forgotten);
  expect(scene.slab.save()).not.toBe(before);
});

test('as long as the same pointers to freed objects are held it is not observed anew', () => {
  const { scene, first } = twoFreed('first last');
  const before = scene.slab.save();
  scene.slab.observeFor((ptr) => ptr === first);
  scene.slab.observeAnew((ptr) => ptr === first);
  expect(scene.slab.save()).toBe(before);
  scene.slab.observeAnew(held);
  expect(scene.slab.save()).not.toBe(before);
});

test('a change of the slab is observed, whatever was seen before', () => {
  const { scene } = twoFreed('first last');
  scene.slab.observeFor(held);
  const ptr = scene.allocate();
  const seen = keyOf(scene.slab.observeFor(forgotten));
  expect(seen).toContain(String(ptr));
  expect(keyOf(scene.slab.observeFor(held))).not.toBe(seen);
});

test('after pointers were forgotten a saved state stays as it was', () => {
  const { scene } = twoFreed('first last');
  const before = scene.slab.save();
  scene.slab.observeFor(held);
  const key = keyOf(before);
  scene.slab.observeAnew(forgotten);
  scene.allocate();
  expect(keyOf(before)).toBe(key);
});

test('after pointers were forgotten the slab is not observed anew if no object was freed', () => {
  const scene = new Scene();
  scene.allocate();
  scene.slab.begin();
  scene.write(scene.allocate(), 'lo', 1);
  const before = scene.slab.save();
  scene.slab.observeFor(held);
  scene.slab.observeAnew(forgotten);
  expect(scene.slab.save()).toBe(before);
});
