/** How often random runs meet the situations of caches. The floors hold for fixed seeds. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultScopes } from '../../explore/checking/check-plan.ts';
import { piledScope, fullScope, wideScope } from '../../explore/engines/random/random-scopes.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { widePages } from '../../explore/run/scope-calls.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { World } from '../../explore/world/world.ts';
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { sizePages } from '../../model/range.ts';

const SEED = 1;
const SCOPES = defaultScopes('well-behaved');

/** The situations that a run has met. */
function situationsIn(design: Design, { scope, actions }: Execution): ReadonlySet<string> {
  const met = new Set<string>();
  const world = new World(twinSubject(design, []), scope, 'forward');
  let flushing: number | null = null;
  world.onFact = (fact) => {
    if (fact.kind === 'piled' && fact.magazines > 0) met.add('a magazine in a depot');
    if (fact.kind === 'piled' && fact.magazines > fact.online) met.add('a large depot');
    if (fact.kind === 'trim' && fact.state === 'running') met.add('a trim');
    if (fact.kind === 'flushed') {
      met.add('a flush');
      flushing = fact.call;
    }
    if (fact.kind === 'responded' && fact.call === flushing) flushing = null;
    if (fact.kind === 'online' && !fact.online) met.add('a CPU goes offline');
    if (fact.kind === 'uncached') met.add('an allocation from a cache');
    if (fact.kind !== 'memory' || fact.granted) return;
    if (fact.need === 'magazine') met.add('a refused magazine');
    if (fact.need === 'erase' && fact.call !== null && fact.call === flushing)
      met.add('an erase that is refused in a flush');
  };
  for (const action of actions) world.apply(action);
  return met;
}

/** In how many of the runs each situation occurs. */
function countsOf(design: Design, scope: Scope | null, runs: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (scope === null) throw new Error('the default preset has no such scope');
  const property = fc.property(new RunArbitrary(twinSubject(design, []), scope), (run) => {
    for (const met of situationsIn(design, run)) counts.set(met, (counts.get(met) ?? 0) + 1);
  });
  fc.assert(property, { numRuns: runs, seed: SEED });
  return counts;
}

/** Of 100 runs, at least so many meet the situation. */
const FLOORS: Readonly<Record<string, number>> = {
  'an allocation from a cache': 50,
  'a magazine in a depot': 50,
  'a large depot': 10,
  'a trim': 20,
  'a flush': 20,
  'a CPU goes offline': 20,
  'a refused magazine': 1,
};

describe.each([...publishedDesigns, hardened])('random runs of $name', (design) => {
  const defers = design.name !== 'mainline';

  test(`fill, trim and flush the caches of ${design.name}`, () => {
    const counts = countsOf(design, piledScope(SCOPES), 100);
    const floors = defers ? { ...FLOORS, 'an erase that is refused in a flush': 10 } : FLOORS;
    const below = Object.entries(floors).filter(([met, floor]) => (counts.get(met) ?? 0) < floor);
    expect(below, JSON.stringify([...counts])).toEqual([]);
  });

  test(`flush full magazines of ${design.name}`, () => {
    const counts = countsOf(design, fullScope(SCOPES), 10);
    for (const met of ['a flush', 'a magazine in a depot', 'an allocation from a cache'])
      expect([met, (counts.get(met) ?? 0) > 0]).toEqual([met, true]);
  });
});

test('random runs of a wide user take wide ranges and single pages', () => {
  const scope = wideScope(SCOPES) as Scope;
  const sizes: number[] = [];
  const subject = twinSubject(hardened, []);
  const property = fc.property(new RunArbitrary(subject, scope), ({ actions }) => {
    const world = new World(subject, scope, 'forward');
    world.onFact = (fact) => {
      if (fact.kind === 'responded' && fact.granted !== null) sizes.push(sizePages(fact.granted));
    };
    for (const action of actions) world.apply(action);
  });
  fc.assert(property, { numRuns: 50, seed: SEED });
  expect(sizes.filter((size) => size === 1).length).toBeGreaterThan(50);
  expect(sizes.filter((size) => size > widePages(scope)).length).toBeGreaterThan(20);
});
