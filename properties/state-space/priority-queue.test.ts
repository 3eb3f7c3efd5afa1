import { describe, expect, test } from 'vitest';
import { PriorityQueue } from '../../explore/state-space/priority-queue.ts';
import { AssertionFailure } from '../../model/assert.ts';

test('the lowest priority comes first, and among equals the one that was first', () => {
  const queue = new PriorityQueue<string>();
  for (const item of ['3a', '1a', '2a', '1b', '3b']) queue.push(Number(item[0]), item);
  const items = Array.from({ length: 5 }, () => queue.pop());
  expect(items).toEqual(['1a', '1b', '2a', '3a', '3b']);
  expect(queue.pop()).toBeUndefined();
});

describe('while a bucket is being emptied', () => {
  const begun = (): PriorityQueue<string> => {
    const queue = new PriorityQueue<string>();
    queue.push(5, 'first');
    queue.push(5, 'second');
    queue.pop();
    return queue;
  };

  test('nothing may come in below it: it would come out too late', () => {
    expect(() => begun().push(4, 'late')).toThrow(AssertionFailure);
  });

  test('what comes into it, or above, comes in its turn', () => {
    const queue = begun();
    queue.push(6, 'fourth');
    queue.push(5, 'third');
    expect(Array.from({ length: 3 }, () => queue.pop())).toEqual(['second', 'third', 'fourth']);
  });
});
