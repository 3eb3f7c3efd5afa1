/**
 * Mistakes that a patch can make, each a function or two of a published design or of the sound one.
 * What a search finds in the variation and not in its base is what the mistake brings in.
 */
import { describe, expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { type Scope, spaceOf } from '../../explore/run/scope.ts';
import { parseScopes } from '../../explore/run/scope-text.ts';
import type { Script } from '../../explore/run/script.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import type { Design } from '../../impl/designs/design.ts';
import { PLACE } from '../../impl/designs/domain.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';
import { asking, atLoopHead } from '../../impl/kernel/effect.ts';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import type { Ptr } from '../../impl/kernel/slab.ts';
import type { WorkRun } from '../../impl/policies/policy.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Call } from '../../model/call.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

/** The scope of well-behaved callers that the text names. */
function scopeOf(text: string): Scope {
  return parseScopes(text, scopeOfTests)[0] as Scope;
}

/** Every signature in the scope, in order of the alphabet. */
function signaturesIn(design: Design, scope: Scope, script: Script | null): readonly string[] {
  const options = { exact: false, preemptions: null, script };
  const subject = twinSubject(design, allProperties);
  const { found, bound } = searchScope(subject, scope, atMostStates(300_000), options);
  expect(bound).toBeNull();
  return found.map(([signature]) => signature).sort();
}

/** The signatures of `design` that its base does not have in the scope. */
function broughtIn(
  design: Design,
  base: Design,
  scope: Scope,
  script: Script | null = null,
): readonly string[] {
  const natural = signaturesIn(base, scope, script);
  return signaturesIn(design, scope, script).filter((one) => !natural.includes(one));
}

const CALM = 'cpus=1,refusals=0,reserve=off,teardown=off,timers=exact';

describe('a free and the 32-bit hint', () => {
  const wrongBound: typeof marker = {
    ...marker,
    name: 'wrong-bound',
    resetHint(d, { hi }) {
      if (hi + 1 < d.space.dma32) d.max32.set(d.space.dma32);
    },
  };
  const neverResets: typeof marker = { ...marker, name: 'never-resets', resetHint() {} };
  const straddles: typeof marker = {
    ...marker,
    name: 'straddles',
    resetHint(d, { hi }) {
      if (hi < d.space.dma32) d.max32.set(d.space.dma32);
    },
  };
  const AFTER_FREE = 'AVL-1 refused <- free_iova() erased a range';

  test.each([wrongBound, neverResets])('is not hidden by other refusals of it: $name', (design) => {
    expect(broughtIn(design, marker, scopeOf(`${CALM},calls=4,pages=2`))).toContain(AFTER_FREE);
  });

  test('a range across the 4 GiB line takes unaligned requests', () => {
    const scope = `${CALM},calls=4,pages=2`;
    expect(broughtIn(straddles, marker, scopeOf(scope))).toEqual([]);
    const unaligned = scopeOf(`${scope},requests=unaligned`);
    expect(broughtIn(straddles, marker, unaligned)).toContain(AFTER_FREE);
  });
});

test('a refused erase does not excuse that what was erased before it stays unused', () => {
  const givesUp: typeof hardened = {
    ...hardened,
    name: 'gives-up',
    *drainAndPlace(d, request, object) {
      const batch = yield* this.drain(d, PLACE, 0);
      const answer = (): Outcome | null =>
        batch.end === 'refused' ? this.noRoom(d, batch) : this.place(d, request, object, batch);
      return (yield asking(`${PLACE}: search and store`, answer)) as Outcome | null;
    },
  };
  const scope = scopeOf('cpus=1,calls=5,pages=4,refusals=3,reserve=off,teardown=off,timers=exact');
  const { dma32 } = spaceOf(scope);
  const alloc: Call = { fn: 'alloc', sizePages: 1, limit: dma32 - 1, aligned: true };
  const free = (call: number): Call => ({ fn: 'free', what: { call, offsetPages: 0 } });
  const calls = [alloc, alloc, free(0), free(1), alloc];
  const script: Script = calls.map((call) => ({ on: 'cpu0', call }));
  const found = broughtIn(givesUp, hardened, scope, script);
  expect(found).toEqual(['AVL-2 refused <- its own erase was refused']);
});

test('a walk that reads the next entry after it has freed the present one', () => {
  const WORK = 'iova_deferred_free_work';
  const readsLate: typeof llist = {
    ...llist,
    name: 'reads-late',
    *work(d) {
      const first = asking(`${WORK}: llist_del_all`, () => d.deferredFrees.deleteAll());
      let node = (yield first) as Ptr;
      const entries = Symbol('entries');
      let run: WorkRun = { erased: 0, left: 0, tries: 0 };
      while (node !== 0) {
        const entry = node;
        yield atLoopHead(
          entries,
          asking(`${WORK}: entry`, () => entry),
          entry,
        );
        run = yield* this.retry(d, entry, run);
        const next = asking(`${WORK}: next entry`, () => d.deferredFrees.walked(entry));
        node = (yield next) as Ptr;
      }
      yield this.rearm(d, run);
      return DONE;
    },
  };
  const scope = scopeOf('cpus=1,calls=2,pages=2,refusals=1,reserve=off,teardown=off,timers=exact');
  // No well-behaved call of llist does that; that careless callers can is another defect.
  expect(broughtIn(readsLate, llist, scope)).toEqual([
    'MEM-1 the work used a freed object <- the work freed it while listed',
  ]);
});
