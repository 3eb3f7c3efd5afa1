/**
 * `marker` remembers a 32-bit request that failed, and its drain does not forget it. The calls that
 * show it: a range whose erase was refused, an allocation whose drain was refused, too, one whose
 * drain erases the range and that is refused all the same, and one that finds the space empty.
 */
import { describe, expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { type Scope, spaceOf } from '../../explore/run/scope.ts';
import { scopeOfScript } from '../../explore/run/scope-of-script.ts';
import type { Script } from '../../explore/run/script.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { marker } from '../../impl/designs/marker.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Call } from '../../model/call.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

const DMA32 = spaceOf(scopeOfTests).dma32;
const LOW: Call = { fn: 'alloc', sizePages: 1, limit: DMA32 - 1, aligned: true };
const FREE: Call = { fn: 'free', what: { call: 0, offsetPages: 0 } };
const SCRIPT: Script = [LOW, FREE, LOW, LOW, LOW].map((call) => ({ on: 'cpu0', call }));

/** One page below 4 GiB, and one above. */
const SCOPE = scopeOfScript(SCRIPT, { ...scopeOfTests, refusals: 2, timers: 'exact' });

const resetsHint: typeof marker = {
  ...marker,
  name: 'resets-hint',
  drainedOne(d, erased) {
    if (erased.lo < d.space.dma32) d.max32.set(d.space.dma32);
  },
};

/** The signatures of AVL-1, AVL-2 and AVL-3, with the number of calls of their simplest runs. */
function refusals(design: typeof marker, scope: Scope): ReadonlyMap<string, number> {
  const options = { exact: false, preemptions: null, script: SCRIPT };
  const subject = twinSubject(design, allProperties);
  const { found, bound } = searchScope(subject, scope, atMostStates(100_000), options);
  expect(bound).toBeNull();
  const refused = found.filter(([signature]) => signature.startsWith('AVL-'));
  return new Map(refused.map(([signature, { cost }]) => [signature, cost.calls]));
}

describe('the 32-bit hint of marker', () => {
  test('what a drain erases is refused from then on, and the refusals name the drain', () => {
    expect(refusals(marker, SCOPE)).toEqual(
      new Map([
        ['AVL-2 refused <- alloc_iova() erased a deferred range', 4],
        ['AVL-1 refused <- alloc_iova() erased a deferred range', 5],
        ['AVL-3 refused <- alloc_iova() erased a deferred range', 4],
      ]),
    );
  });

  test('if a drain resets the hint, nothing that fits is refused in the same calls', () => {
    expect(refusals(resetsHint, SCOPE)).toEqual(new Map());
  });
});
