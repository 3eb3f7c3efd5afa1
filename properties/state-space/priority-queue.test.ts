import { describe, expect, test } from 'vitest';
import { PriorityQueue } from '../../explore/state-space/priority-queue.ts';
import { AssertionFailure } from '../../model/assert.ts';

test('a priority queue yields the lowest priority first, equal ones in order of arrival', () => {
  const queue = new PriorityQueue<string>();
  for (const item of ['3a', '1a', '2a', '1b', '3b']) queue.push(Number(item[0]), item);
  const items = Array.from({ length: 5 }, () => queue.pop());
  expect(items).toEqual(['1a', '1b', '2a', '3a', '3b']);
  expect(queue.pop()).toBeUndefined();
});

describe('a priority queue while it empties a bucket', () => {
  const begun = (): PriorityQueue<string> => {
    const queue = new PriorityQueue<string>();
    queue.push(5, 'first');
    queue.push(5, 'second');
    queue.pop();
    return queue;
  };

  test('no item may arrive below the bucket that a priority queue is emptying', () => {
    expect(() => begun().push(4, 'late')).toThrow(AssertionFailure);
  });

  test('an item that arrives in or above the bucket being emptied comes out in its turn', () => {
    const queue = begun();
    queue.push(6, 'fourth');
    queue.push(5, 'third');
    expect(Array.from({ length: 3 }, () => queue.pop())).toEqual(['second', 'third', 'fourth']);
  });
});
