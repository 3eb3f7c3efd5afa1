/** A world that starts over makes the same runs as a new one. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expectSameRuns,
  FreshRuns,
  sampled,
  SCOPES_OF_RUNS,
  SEED_OF_RUNS,
  startsOver,
} from './fresh-runs.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { DONE } from '../../impl/kernel/routine.ts';
import { type Coroutine, step } from '../../impl/kernel/effect.ts';
import type { Ptr } from '../../impl/kernel/slab.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { own1 } from '../../model/properties/ownership.ts';
import type { Property } from '../../model/property.ts';
import { toySubject } from '../toy/toy-subject.ts';

describe('a design of ours', () => {
  test.each(knownDesigns.map((design) => [design.name, design] as const))(
    '%s starts over, and makes the same runs as in new worlds',
    (_name, design) => {
      expect(startsOver(design)).toBe(true);
      for (const scope of SCOPES_OF_RUNS) {
        expectSameRuns(design, scope, 25);
        expectSameRuns(design, { ...scope, memory: 'tree-6.12' }, 5);
        expectSameRuns(design, { ...scope, callers: 'racing-teardown' }, 10);
        expectSameRuns(design, { ...scope, cpus: 2, irqs: 0, calls: 4, pages: 2 }, 50);
      }
    },
  );

  test('a run with fillers is the same in a world that starts over', () => {
    expectSameRuns(llist, { ...SCOPES_OF_RUNS[0], fillers: 40 } as Scope, 10);
  });

  test('a design under another policy starts over, and makes the same runs', () => {
    for (const policy of knownPolicies) {
      const design: Design = withPolicy(llist, policy);
      expect(startsOver(design)).toBe(true);
      expectSameRuns(design, SCOPES_OF_RUNS[0] as Scope, 10);
    }
  });
});

test('every seeded bug makes the same runs as in new worlds', () => {
  for (const { design } of seededBugs) {
    for (const scope of SCOPES_OF_RUNS) expectSameRuns(design, scope, 3);
  }
});

describe('a design with state of its own', () => {
  /** How often the domain was used, kept by domain and in a closure of `init`. */
  const uses = new WeakMap<object, number>();
  let sinceInit = 0;
  const [known] = knownDesigns as readonly [Design];
  const counting: Design = {
    ...known,
    name: 'counting',
    init(kernel, setup) {
      sinceInit = 0;
      return mainline.init(kernel, setup);
    },
    *find(d): Coroutine<Ptr | null> {
      const times = (yield step('find_iova: count', () => {
        uses.set(d, (uses.get(d) ?? 0) + 1);
        sinceInit += 1;
        return (uses.get(d) ?? 0) + sinceInit;
      })) as number;
      if (times > 4) yield step('find_iova: was used before', () => null);
      return null;
    },
    *freeObject() {
      yield step('__free_iova: nothing', () => null);
      return DONE;
    },
  };

  test('a design with state of its own gets a new machine for each run', () => {
    expect(startsOver(counting)).toBe(false);
    for (const scope of SCOPES_OF_RUNS) expectSameRuns(counting, scope, 25);
  });

  test('a variation of a known design gets a new machine for each run', () => {
    expect(startsOver({ ...known, name: 'mine' })).toBe(false);
  });

  test('a system that cannot start over is made anew for each run', () => {
    const subject = toySubject({ races: true, forgets: false }, knownProperties);
    const scope: Scope = { ...(SCOPES_OF_RUNS[1] as Scope), cpus: 2, irqs: 0, reserve: false };
    expect(sampled(new RunArbitrary(subject, scope), 30)).toEqual(
      sampled(new FreshRuns(subject, scope), 30),
    );
  });
});

test('a run that ends with an error leaves nothing behind for the next one', () => {
  let isBad = true;
  const throwing: Property = {
    ...own1,
    next(state) {
      if (isBad) throw new Error('bad');
      return state;
    },
  };
  const [scope] = SCOPES_OF_RUNS as readonly [Scope];
  const subject = twinSubject(mainline, [throwing]);
  const runs = new RunArbitrary(subject, scope);
  isBad = false;
  fc.sample(runs, { numRuns: 1, seed: SEED_OF_RUNS });
  isBad = true;
  expect(() => fc.sample(runs, { numRuns: 20, seed: SEED_OF_RUNS })).toThrow('bad');
  isBad = false;
  expect(sampled(runs, 20)).toEqual(sampled(new FreshRuns(subject, scope), 20));
});
