import { describe, expect, test } from 'vitest';
import type { Event } from '../../explore/interleavings/event.ts';
import { add, addAll, emptySet } from '../../explore/interleavings/past.ts';
import { Trace } from '../../explore/interleavings/trace.ts';
import { AssertionFailure } from '../../model/assert.ts';

function event(process: number, changed: number): Event {
  return { process, looked: 0, changed, released: 0, waitsFor: null };
}

test('an event happens after those that it depends on, and after all that precede these', () => {
  const trace = new Trace();
  for (const [process, changed] of [
    [0, 1],
    [1, 1],
    [2, 2],
    [1, 2],
  ] as const) {
    trace.push(event(process, changed));
  }
  expect(trace.causesOf(3)).toEqual([0, 1, 2, 3]);
  expect(trace.causesOf(2)).toEqual([2]);
});

test('nothing can be popped from an empty trace', () => {
  expect(() => new Trace().pop()).toThrow(AssertionFailure);
});

describe('a set of indices', () => {
  test('a set of indices refuses an index that it has no room for', () => {
    const set = emptySet(32);
    add(set, 31);
    expect(() => add(set, 32)).toThrow(AssertionFailure);
  });

  test('a set of indices refuses a set that has more room than itself', () => {
    addAll(emptySet(64), emptySet(32));
    expect(() => addAll(emptySet(32), emptySet(64))).toThrow(AssertionFailure);
  });
});
