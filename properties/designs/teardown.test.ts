/** Teardowns from every reachable state of a tiny scope: the work may be armed, or in any step. */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { type ScopeSearch, searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { cancelsWithoutWaiting } from '../../impl/bugs/cancels-without-waiting.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { allProperties } from '../../model/properties/all.ts';
import { SCOPE } from './first-breach.ts';

/** One range is granted, and freed with or without memory; then the domain goes. */
const TINY = { ...SCOPE, cpus: 1, irqs: 0, calls: 2, pages: 2, refusals: 1 };
const MAX_STATES = 60_000;

function search(design: Design): ScopeSearch {
  const judged = allProperties.filter((property) => property.id === 'TER-1');
  const options = { exact: false, preemptions: null, script: null };
  return searchScope(twinSubject(design, judged), TINY, atMostStates(MAX_STATES), options);
}

describe('TER-1, a teardown from every reachable state', () => {
  test.each(knownDesigns)('runs clean on $name', (design) => {
    const found = search(design);
    expect(found.bound).toBeNull();
    expect(found.found).toEqual([]);
    expect(found.witnesses[0]).toBeGreaterThan(0);
  });

  test('does not if the work is cancelled without waiting for it', () => {
    const found = search(cancelsWithoutWaiting.design);
    const signatures = found.found.map(([signature]) => signature);
    expect(signatures.length).toBeGreaterThan(0);
    for (const signature of signatures) expect(signature).toMatch(/^TER-1 put_iova_domain/);
  });

  test('in the shortest such run the work stands in the middle when the teardown begins', () => {
    const run = search(cancelsWithoutWaiting.design).found[0]?.[1];
    const actions = run?.actions ?? [];
    const put = actions.findIndex((action) => action.do === 'start' && action.on === 'teardown');
    const before = actions.slice(0, put);
    expect(before.some((action) => action.do === 'step' && action.on === 'worker')).toBe(true);
    expect(run?.cost.calls).toBe(3);
  });
});
