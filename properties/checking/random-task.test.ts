import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { defaultScopes } from '../../explore/checking/check-plan.ts';
import { randomScope } from '../../explore/engines/random/random-scopes.ts';
import { doTask } from '../../explore/checking/check-task.ts';
import type { Findings } from '../../explore/checking/findings.ts';
import { UNWATCHED, type Watch } from '../../explore/state-space/watch.ts';
import { marker } from '../../impl/designs/marker.ts';
import { step } from '../../impl/kernel/effect.ts';
import { allProperties } from '../../model/properties/all.ts';

/** Makes twenty random runs of a variation. */
function walk(design: typeof marker, watch: Watch = UNWATCHED): Findings {
  const scope = randomScope(defaultScopes('well-behaved'), 'any');
  return doTask(
    twinSubject(design, allProperties),
    { kind: 'random', scope, runs: 20, seed: 3 },
    watch,
  );
}

describe('random runs', () => {
  test('random runs of a published design happen again in the same way and come to rest', () => {
    expect(walk(marker)).toMatchObject({ unrepeated: null, unending: 0 });
  });

  test('all random runs are made if no stop is asked for', () => {
    expect(walk(marker)).toMatchObject({ runs: 20, bound: null });
  });

  test('random runs are reported as they are made, and do not count any more after a stop', () => {
    let executions = 0;
    const { runs, bound } = walk(marker, {
      get stopped() {
        return executions < 5 ? null : 'interrupted';
      },
      tell(progress) {
        ({ executions } = progress);
      },
    });
    expect({ runs, bound }).toEqual({ runs: 5, bound: 'interrupted after 5 random runs' });
  });

  test('random runs that depend on something outside the state are reported', () => {
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

  test('random runs in which a call goes on and on in an unmarked loop are counted', () => {
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
