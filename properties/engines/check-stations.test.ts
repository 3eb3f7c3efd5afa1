/** A design that does not do the same when a search returns to a state is refused. */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../explore/run/presets.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { checkStations } from '../../explore/engines/shortest/check-stations.ts';
import { llist } from '../../impl/designs/llist.ts';
import { step } from '../../impl/kernel/effect.ts';
import { DONE } from '../../impl/kernel/routine.ts';
import { Stations } from '../../impl/kernel/stations.ts';
import type { Ptr } from '../../impl/kernel/slab.ts';
import { EVERY_DESIGN } from './engine-cases.ts';

const scope: Scope = { ...PRESETS.small[1], callers: 'careless' };

const writesVariable: typeof llist = {
  ...llist,
  name: 'writes-variable',
  *free(d, pfn) {
    let object: Ptr | null = null;
    yield d.lock.lockIrqsave('free_iova: lock');
    yield step('free_iova: look up', () => {
      object = d.tree.find(pfn)?.value ?? null;
    });
    if (object !== null) yield this.remove(d, object, 'free_iova');
    yield d.lock.unlock('free_iova: unlock');
    return DONE;
  },
};

function countingInModule(): typeof llist {
  let frees = 0;
  return {
    ...llist,
    name: 'counts-in-module',
    *free(d, pfn) {
      yield step('free_iova: count', () => (frees += 1));
      if (frees % 2 === 1) yield step('free_iova: every other time', () => 0);
      return yield* llist.free.call(this, d, pfn);
    },
  };
}

describe('a design is refused', () => {
  test('a design whose steps write variables of their coroutine is refused', () => {
    expect(() => checkStations(twinSubject(writesVariable, []), scope)).toThrow(
      /must not write variables/,
    );
  });

  test('a design that keeps state outside of the kernel is refused', () => {
    expect(() => checkStations(twinSubject(countingInModule(), []), scope)).toThrow(
      /^not deterministic: /,
    );
  });
});

test('a coroutine that takes another first step when it is repeated is reported at once', () => {
  let begun = 0;
  const station = new Stations().begin(null, function* () {
    begun += 1;
    yield step(begun === 1 ? 'first' : 'second', () => 0);
    return DONE;
  });
  expect(() => station.after(0)).toThrow('returned the same values: "second", not "first"');
});

test.each(EVERY_DESIGN)('$name passes the check that its steps can be repeated', ({ design }) => {
  expect(() => checkStations(twinSubject(design, []), scope)).not.toThrow();
});
