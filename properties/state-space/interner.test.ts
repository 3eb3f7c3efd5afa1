import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Interner } from '../../explore/state-space/interner.ts';
import { keyOf, type Renaming } from '../../abstraction/key-of.ts';

/** Only a few values, so that data are often equal, permuted, or renamings of each other. */
const plain = fc.oneof(
  fc.constantFrom(0, -0, 1, 2, -1, 2 ** 52, 0.5, 1.5, 8.5, Number.NaN, Infinity, -Infinity),
  fc.constantFrom('', 'a', 'b', '1'),
  fc.constantFrom(null, undefined, true, false),
);
const data = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    plain,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.array(tie('any'), { maxLength: 3 }).map((values) => new Set(values)),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('any'), { noNullPrototype: true }),
  ),
})).any;

const RENAMING: Renaming = {
  number: (value) => (Math.abs(value) === 1 ? -value : value),
  text: (value) => ({ a: 'b', b: 'a' })[value] ?? value,
};
const renamings = fc.constantFrom(null, RENAMING);

/** The same value, with the elements of all sets in another order. */
function otherwise(value: unknown): unknown {
  if (value instanceof Set) return new Set([...value].reverse().map(otherwise));
  if (Array.isArray(value)) return value.map(otherwise);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, otherwise(of)]));
}

test('two data get the same number if and only if they have the same key', () => {
  const many = fc.array(fc.tuple(data, renamings), { minLength: 2, maxLength: 40 });
  const property = fc.property(many, (values) => {
    const interner = new Interner();
    const numbers = new Map<string, number>();
    for (const [one, renaming] of values) {
      for (const value of [one, otherwise(one)]) {
        const key = keyOf(value, renaming);
        const number = numbers.get(key) ?? numbers.size;
        numbers.set(key, number);
        expect(interner.numberOf(value, renaming)).toBe(number);
      }
    }
    expect(interner.count).toBe(numbers.size);
  });
  fc.assert(property, { seed: 1, numRuns: 2_000 });
});

test('an interner distinguishes many data and long data', () => {
  const interner = new Interner();
  const long = (last: number): readonly unknown[] => [new Set([last, [last]]), 'x'.repeat(last)];
  const row = (last: number): readonly unknown[] => Array.from({ length: 400 }, () => long(last));
  for (let round = 0; round < 2; round += 1) {
    for (let number = 0; number < 300; number += 1) {
      expect(interner.numberOf(number % 2 === 0 ? row(number) : number, null)).toBe(number);
    }
  }
});

test('the fingerprint of data depends on nothing but the data', () => {
  const some = ['a', 0.25, [new Set(['b', 'c', 7])], { d: null, e: ['a', -1] }, undefined];
  const [one, other] = [new Interner(), new Interner()];
  const reversed = some.toReversed().map((each) => other.numberOf(each, null));
  const prints = some.map((each, at) => {
    const [here, there] = [one.numberOf(each, null), reversed[some.length - 1 - at] as number];
    expect([one.lowOf(here), one.highOf(here)]).toEqual([other.lowOf(there), other.highOf(there)]);
    return `${one.lowOf(here)} ${one.highOf(here)}`;
  });
  expect(new Set(prints).size).toBe(some.length);
  const [set, same] = [new Set(['c', 7, 'b']), new Set([7, 'b', 'c'])];
  expect(one.numberOf([set], null)).toBe(one.numberOf([same], null));
});

test('an interner refuses a value that is not plain data', () => {
  expect(() => new Interner().numberOf([() => 1], null)).toThrow(
    'a function is no part of a state',
  );
});
