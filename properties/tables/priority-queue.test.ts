import { describe, expect, test } from 'vitest';
import { PriorityQueue } from '../../explore/tables/priority-queue.ts';
import { AssertionFailure } from '../../model/assert.ts';

test('a priority queue yields the items of the lowest priority, in order of arrival', () => {
  const queue = new PriorityQueue<string>();
  for (const item of ['3a', '1a', '2a', '1b', '3b']) queue.push(Number(item[0]), item);
  expect(queue.least).toBe(1);
  expect(Array.from({ length: 3 }, () => queue.take())).toEqual([
    ['1a', '1b'],
    ['2a'],
    ['3a', '3b'],
  ]);
  expect([queue.least, queue.size, queue.take()]).toEqual([Infinity, 0, []]);
});

describe('a priority queue of which the lowest items were taken', () => {
  const begun = (): PriorityQueue<string> => {
    const queue = new PriorityQueue<string>();
    queue.push(5, 'first');
    queue.take();
    return queue;
  };

  test.each([4, 5])('no item may come in below or with them: %d', (priority) => {
    expect(() => begun().push(priority, 'late')).toThrow(AssertionFailure);
  });

  test('items above come out in their turn', () => {
    const queue = begun();
    queue.push(7, 'third');
    queue.push(6, 'second');
    expect([queue.peek(), queue.take(), queue.take()]).toEqual([['second'], ['second'], ['third']]);
  });
});
