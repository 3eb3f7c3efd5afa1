import { describe, expect, test } from 'vitest';
import { keyOf, type Renaming } from '../../abstraction/key-of.ts';

/** Replaces every number by the next higher one, and doubles every text. */
const RENAMING: Renaming = { number: (value) => value + 1, text: (value) => value + value };

describe('data as a text', () => {
  test.each([
    [1, 2],
    [1, '1'],
    [null, {}],
    [null, undefined],
    [null, 'null'],
    [true, false],
    [[], {}],
    [[], new Set()],
    [
      [1, 2],
      [2, 1],
    ],
    [
      [1, 2],
      [[1], 2],
    ],
    [[1, 2], [12]],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 2 }],
    [new Set([1]), new Set([1, 2])],
    [new Set([[1, 2]]), new Set([[2, 1]])],
  ])('the key tells %o from %o', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
    expect(keyOf([one])).not.toBe(keyOf([other]));
  });

  test('the key is the same for sets in any order, and for equal data', () => {
    expect(keyOf(new Set([3, 1, [2]]))).toBe(keyOf(new Set([[2], 3, 1])));
    expect(keyOf({ a: [null, 'x'], b: true })).toBe(keyOf({ a: [null, 'x'], b: true }));
  });

  test('the key has its numbers and texts renamed, at any depth, and nothing else', () => {
    const data = { a: [1, null, true], b: new Set(['x', 2]) };
    const renamed = { a: [2, null, true], b: new Set(['xx', 3]) };
    expect(keyOf(data, RENAMING)).toBe(keyOf(renamed));
  });

  test('the key of what is not plain data is refused', () => {
    expect(() => keyOf([() => 1])).toThrow('a function is no part of a state');
  });
});
