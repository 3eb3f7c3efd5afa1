import { expect, test } from 'vitest';
import type { Symmetry } from '../../abstraction/symmetry.ts';
import { Pool } from '../../explore/state-space/pool.ts';
import { AssertionFailure } from '../../model/assert.ts';

/** 1 and 2 stand for each other. */
const EXCHANGE: Symmetry = {
  number: (value) => ({ 1: 2, 2: 1 })[value] ?? value,
  text: (value) => value,
  order: [0],
  movers: [0],
};

function poolHolding(...values: readonly number[]): Pool {
  const pool = new Pool([EXCHANGE], false);
  for (const value of values) {
    pool.numberOf({ pool: 'any', of: 'any', observe: () => value }, value);
  }
  return pool;
}

test('the image of the image of contents is these contents', () => {
  const pool = poolHolding(1, 2, 3);
  const images = [0, 1, 2].map((number) => pool.imageOf(0, number));
  expect(images.map((image) => pool.imageOf(0, image))).toEqual([0, 1, 2]);
  expect(images[2]).toBe(2);
});

test('where contents are compared as wholes, equal hashes are no equal contents', () => {
  for (const exact of [false, true]) {
    const pool = new Pool([], exact);
    const numbers = ['a', 'b'].map((whole) =>
      pool.numberOf({ pool: 'any', of: 'any', observe: () => 1, observeWhole: () => whole }, {}),
    );
    expect(numbers).toEqual(exact ? [0, 1] : [0, 0]);
  }
});

test('contents that no register has held have no image', () => {
  expect(() => poolHolding(3).imageOf(0, 1)).toThrow(AssertionFailure);
});
