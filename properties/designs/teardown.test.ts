/** Teardowns from every reachable state of a tiny scope: the work can be armed, or at any step. */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { type ScopeSearch, searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { cancelsWithoutWaiting } from '../../impl/bugs/cancels-without-waiting.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { allProperties } from '../../model/properties/all.ts';
import { SCOPE } from './first-breach.ts';

/** Enough to allocate a range, free it with or without memory, and tear the domain down. */
const TINY = { ...SCOPE, cpus: 1, irqs: 0, calls: 2, pages: 2, refusals: 1 };
const MAX_STATES = 60_000;

function search(design: Design): ScopeSearch {
  const judged = allProperties.filter((property) => property.id === 'TER-1');
  const options = { exact: false, preemptions: null, script: null };
  return searchScope(twinSubject(design, judged), TINY, atMostStates(MAX_STATES), options);
}

describe('TER-1', () => {
  test.each(knownDesigns)('a teardown of $name keeps TER-1 from every state', (design) => {
    const found = search(design);
    expect(found.bound).toBeNull();
    expect(found.found).toEqual([]);
    expect(found.witnesses[0]).toBeGreaterThan(0);
  });

  test('a teardown that cancels the work without waiting for it breaks TER-1', () => {
    const found = search(cancelsWithoutWaiting.design);
    expect(found.found.map(([signature]) => signature)).toEqual([
      'TER-1 put_iova_domain() touched the tree without the lock',
      'TER-1 put_iova_domain() left the work',
    ]);
  });

  test('in the shortest run that breaks TER-1, the work has begun before the teardown', () => {
    const run = search(cancelsWithoutWaiting.design).found[0]?.[1];
    const actions = run?.actions ?? [];
    const put = actions.findIndex((action) => action.do === 'start' && action.on === 'teardown');
    const before = actions.slice(0, put);
    expect(before.some((action) => action.do === 'step' && action.on === 'worker')).toBe(true);
    expect(run?.cost.calls).toBe(3);
  });
});
