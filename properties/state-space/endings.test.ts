import { describe, expect, test } from 'vitest';
import {
  Endings,
  type LastMove,
  type RunEnding,
  Tracks,
} from '../../explore/state-space/endings.ts';
import type { Mates } from '../../explore/state-space/mates.ts';

const ending = (priority: number, key: number): RunEnding => ({
  priority,
  key,
  before: 0,
  moves: [key],
});

test('of endings with one signature the cheapest counts, then the one with the lowest key', () => {
  const endings = new Endings();
  expect(endings.offer('a', ending(5, 9))).toBe(true);
  expect(endings.offer('a', ending(6, 1))).toBe(false);
  expect(endings.offer('a', ending(5, 9))).toBe(false);
  expect(endings.offer('a', ending(5, 3))).toBe(true);
  expect(endings.offer('b', ending(4, 7))).toBe(true);
  expect(endings.offer('c', ending(5, 2))).toBe(true);
  expect(endings.all.map(([signature]) => signature)).toEqual(['b', 'c', 'a']);
});

describe('the runs of three states in a row, which two threads have', () => {
  /** By thread: how each of its states was reached. Names: 0, 2, 4 and 1, 3. */
  const moves: readonly (readonly LastMove[])[] = [
    [
      [-1, -1],
      [1, 7],
    ],
    [[0, 6]],
  ];

  test('they are traced from thread to thread', () => {
    const asked: unknown[] = [];
    const mates = {
      seat: 0,
      seats: 2,
      // The other thread knows its own states.
      gather: (own: readonly unknown[]): readonly unknown[] => {
        if (typeof own[0] === 'number' || own.length === 0) asked.splice(0, asked.length, ...own);
        const state = asked[0] as number;
        return [own, own.length === 0 ? [] : [state % 2 === 1 ? moves[1]?.[0] : null]];
      },
    } as unknown as Mates;
    const tracks = new Tracks(mates, (state) => moves[0]?.[state] as LastMove);
    expect(tracks.nameOf(1)).toBe(2);
    const paths = tracks.paths([['a', { priority: 4096, key: 0, before: 2, moves: [8] }]]);
    expect(paths.get('a')?.moves).toEqual([6, 7, 8]);
  });
});
