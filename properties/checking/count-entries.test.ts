/** How often the functions that a variation replaces are entered. */
import { describe, expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { countEntries, sumOfEntries } from '../../explore/loading/count-entries.ts';
import { QUIET_SCOPE } from '../../explore/run/quiet-scope.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { judgedIn } from '../../explore/world/judged-in.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { marker } from '../../impl/designs/marker.ts';
import type { MarkerDesign } from '../../impl/designs/marker-design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';

const SCOPE = { ...QUIET_SCOPE, refusals: 2 };

const mine: MarkerDesign = {
  ...marker,
  name: 'mine',
  *drain(d, at) {
    yield* marker.drain.call(this, d, at);
  },
  drainedOne() {},
};

function found(design: Design): readonly string[] {
  const subject = judgedIn(twinSubject(design, allProperties), SCOPE);
  const options = { exact: true, preemptions: null, script: null };
  return searchScope(subject, SCOPE, atMostStates(10_000), options).found.map(([one]) => one);
}

describe('the functions that a variation replaces', () => {
  test('functions of its own are counted, and those of known designs are not', () => {
    const { design, entries } = countEntries(mine);
    expect(entries).toEqual({ drain: 0, drainedOne: 0 });
    const scope = { ...SCOPE, calls: 1 };
    const subject = judgedIn(twinSubject(design, allProperties), scope);
    const options = { exact: true, preemptions: null, script: null };
    searchScope(subject, scope, atMostStates(10_000), options);
    expect(entries['drain']).toBeGreaterThan(0);
    // One call is too little for a drain that erases; the random runs of the search's own check of
    // the design's steps make more.
    expect(entries).toHaveProperty('drainedOne');
  });

  test('counting changes nothing that a search finds', () => {
    expect(found(countEntries(mine).design)).toEqual(found(mine));
  });

  test.each(knownDesigns)('a known design stays the same object: $name', (design) => {
    expect(countEntries(design)).toEqual({ design, entries: {} });
    expect(countEntries(design).design).toBe(design);
  });

  test('counts are added function by function', () => {
    expect(sumOfEntries([{ a: 1, b: 0 }, { a: 2 }, {}])).toEqual({ a: 3, b: 0 });
  });
});
