import { expect, test } from 'vitest';
import { VectorStore } from '../../explore/state-space/vector-store.ts';
import { AssertionFailure } from '../../model/assert.ts';

test('a vector store reserves a released place again before it takes a new one', () => {
  const store = new VectorStore(3);
  const [first, second] = [store.reserve(), store.reserve()];
  expect([first, second]).toEqual([0, 3]);
  store.release(first);
  expect([store.reserve(), store.reserve()]).toEqual([0, 6]);
});

test('a place in a vector store is released only once, and only if it was reserved', () => {
  const store = new VectorStore(3);
  const from = store.reserve();
  store.release(from);
  expect(() => store.release(from)).toThrow(AssertionFailure);
  expect(() => store.release(from + 3)).toThrow(AssertionFailure);
});
