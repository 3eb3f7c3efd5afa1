import { expect, test } from 'vitest';
import { Frontier } from '../../explore/state-space/frontier.ts';
import type { Mates, Standing } from '../../explore/state-space/mates.ts';

const COUNTS = { states: 1, transitions: 2, bytes: 3, stops: false };

/** Mates of which the other one says the same each time. */
function matesWith(other: Partial<Standing>): Mates {
  const standing = { ...COUNTS, least: 5, keys: Float64Array.of(), frontier: 4, ...other };
  return {
    seat: 0,
    seats: 2,
    agree: (own: Standing) => [own, standing],
  } as unknown as Mates;
}

function frontierOf(keys: ReadonlyMap<number, number>, other: Partial<Standing>): Frontier {
  const frontier = new Frontier(matesWith(other), (state) => keys.get(state) ?? null);
  for (const state of [10, 11, 12]) frontier.push(5, state);
  return frontier;
}

test('states of one cost are visited in the order of their keys, in all threads', () => {
  const keys = new Map([
    [10, 30],
    [11, 10],
    [12, 20],
  ]);
  const frontier = frontierOf(keys, { keys: Float64Array.of(5, 15, 25, 35) });
  expect(frontier.next(COUNTS)).toEqual({
    states: [11, 12, 10],
    visits: Float64Array.of(1, 3, 5),
  });
  expect(frontier.progress).toMatchObject({ states: 2, transitions: 4, bytes: 6, frontier: 7 });
});

test('a state that waits no more is left out', () => {
  const frontier = frontierOf(new Map([[11, 1]]), {});
  expect(frontier.next(COUNTS)?.states).toEqual([11]);
});

test('a thread whose cheapest state costs more than that of another one visits nothing', () => {
  const frontier = frontierOf(new Map([[11, 1]]), { least: 4, keys: Float64Array.of(1, 2) });
  expect(frontier.next(COUNTS)?.states).toEqual([]);
  expect(frontier.size).toBe(3);
});

test('all end if one asks them to', () => {
  expect(frontierOf(new Map([[11, 1]]), { stops: true }).next(COUNTS)).toBeNull();
});
