/** All engines find the same first warnings of the tree: which is the first is up to the order. */
import { expect, test } from 'vitest';
import { exhaust, UNBOUNDED } from '../../explore/engines/exhaustive/exhaust.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import type { Cost } from '../../explore/state-space/cost.ts';
import { ShortestSearch } from '../../explore/state-space/shortest.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { engineCases } from './engine-cases.ts';
import { searchNaively } from './naive-search.ts';

const JUDGED = knownProperties.filter(({ id }) => id === 'WRN-1');
/** Enough of them: the largest cases have a hundred times as many. */
const INTERLEAVINGS_MAX = 300;
const SMALL = engineCases.filter(
  ({ design, scope, counts }) =>
    design.traits.defers && scope.refusals > 0 && counts[0] <= INTERLEAVINGS_MAX,
);

type Costs = Iterable<readonly [signature: string, cost: Cost]>;

/** The fewest calls and refusals that show each signature: what every engine promises. */
function fewest(costs: Costs): ReadonlyMap<string, readonly number[]> {
  return new Map([...costs].map(([name, { calls, refusals }]) => [name, [calls, refusals]]));
}

test('the engines find the same first warnings as a search of every interleaving', () => {
  const seen = new Set<string>();
  for (const { name, design, scope, script } of SMALL) {
    const naive = fewest(searchNaively(design, scope, JUDGED, script).shortest);
    const subject = twinSubject(design, JUDGED);
    const search = new ShortestSearch(new WorldModel(subject, scope, script), {
      exact: false,
      preemptions: null,
    });
    const { shortest } = search.search(atMostStates(100_000));
    const { found } = exhaust(subject, scope, () => [script], UNBOUNDED);
    const costs = (runs: Iterable<readonly [string, { readonly cost: Cost }]>): Costs =>
      [...runs].map(([signature, { cost }]) => [signature, cost] as const);
    expect(fewest(costs(shortest)), name).toEqual(naive);
    expect(fewest(costs(found)), name).toEqual(naive);
    for (const signature of naive.keys()) seen.add(signature);
  }
  expect([...seen].toSorted()).toEqual([
    'WRN-1 __free_iova() was refused an erase',
    'WRN-1 alloc_iova() was refused a store',
    'WRN-1 free_iova() was refused an erase',
    'WRN-1 reserve_iova() was refused a store',
  ]);
});
