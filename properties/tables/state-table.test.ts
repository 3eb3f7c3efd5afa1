import { expect, test } from 'vitest';
import { StateTable } from '../../explore/tables/state-table.ts';

/** Several times the number of states that a table has room for at first. */
const STATES = 20_000;

function fingerprint(state: number): readonly [low: number, high: number] {
  return [Math.imul(state, 0x9e3779b1), Math.imul(state, 0x85ebca6b)];
}

test.each([false, true])('a state met again keeps its number (exact: %s)', (exact) => {
  const table = new StateTable(1, exact);
  const enter = (state: number): number => {
    const [low, high] = fingerprint(state);
    return table.enter(low, high, () => Int32Array.of(state));
  };
  for (let state = 0; state < STATES; state += 1) {
    expect(enter(state)).toBe(state);
    expect(enter(state)).toBe(state);
    expect(enter(state >> 1)).toBe(state >> 1);
  }
  expect(table.count).toBe(STATES);
  expect(table.collisions).toBe(0);
});

test('an exact table distinguishes states with the same fingerprint by their vectors', () => {
  const table = new StateTable(1, true);
  expect(table.enter(1, 1, () => Int32Array.of(1))).toBe(0);
  expect(table.enter(1, 1, () => Int32Array.of(2))).toBe(1);
  expect(table.enter(1, 1, () => Int32Array.of(2))).toBe(1);
  expect(table.collisions).toBe(2);
});
