/**
 * States are compared by the part of them that has consequences. Two states that are taken for one
 * must have the same futures.
 */
import { describe, expect, test } from 'vitest';
import type { Scope } from '../../explore/run/scope.ts';
import { EVERY_DESIGN } from './engine-cases.ts';
import { Futures } from './futures.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { SeededDraw } from './seeded-draw.ts';

const SMALL: Scope = { ...scopeOfTests, cpus: 2, calls: 3, pages: 2, refusals: 2, teardown: true };
const SCOPES: readonly Scope[] = [
  { ...SMALL, reserve: true },
  { ...SMALL, irqs: 1, calls: 4, timers: 'exact' },
  { ...SMALL, callers: 'careless', reserve: true, calls: 4 },
  { ...SMALL, callers: 'racing-teardown', reserve: true, irqs: 1 },
];
const WALKS = 25;

/** Each design in two of the scopes, and the next one in the other two: all take minutes. */
const EACH = EVERY_DESIGN.map((one, at) => ({
  ...one,
  scopes: SCOPES.filter((_, number) => (number + at) % 2 === 0),
}));

describe.each(EACH)('states of $name', ({ design, scopes }) => {
  test.each(scopes)(
    'states that are taken for one have the same future: $callers, $timers',
    (scope) => {
      const futures = new Futures(design, scope, new SeededDraw(20260818));
      const initial = futures.save();
      for (let walk = 0; walk < WALKS; walk += 1) futures.walk(initial);
      expect(futures.different).toEqual([]);
      expect(futures.pairs).toBeGreaterThan(100);
    },
  );
});
