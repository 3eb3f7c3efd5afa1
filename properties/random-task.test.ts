import { describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS, randomScope } from '../explore/check-plan.ts';
import { doTask, type Findings } from '../explore/check-task.ts';
import { marker } from '../impl/designs/marker.ts';
import { step } from '../impl/kernel/effect.ts';
import { allProperties } from '../model/properties/all.ts';

/** Twenty random runs of a variation. */
function walk(design: typeof marker): Findings {
  const scope = randomScope({ ...DEFAULT_OPTIONS, callers: 'well-behaved' }, 'any');
  return doTask(design, allProperties, { kind: 'random', scope, runs: 20, seed: 3 });
}

describe('random runs', () => {
  test('happen again alike and come to rest on a published design', () => {
    expect(walk(marker)).toMatchObject({ unrepeated: null, unending: 0 });
  });

  test('that depend on something outside the state are told', () => {
    let calls = 0;
    const fickle: typeof marker = {
      ...marker,
      name: 'fickle',
      *free(d, pfn) {
        calls += 1;
        if (calls % 2 === 0) yield step('free_iova: now and then', () => 0);
        return yield* marker.free.call(this, d, pfn);
      },
    };
    expect(walk(fickle).unrepeated).not.toBeNull();
  });

  test('in which a call goes on and on, in a loop that is not marked, are counted', () => {
    const counting: typeof marker = {
      ...marker,
      name: 'counting',
      *free() {
        for (;;) yield step('free_iova: counts', () => 0);
      },
    };
    expect(walk(counting).unending).toBeGreaterThan(0);
  });
});
