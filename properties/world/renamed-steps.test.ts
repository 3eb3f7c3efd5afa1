/** A signature names no step: what the steps of a design are called makes no difference to it. */
import { describe, expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import type { Design, Domain } from '../../impl/designs/design.ts';
import { remember32 } from '../../impl/designs/hint.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { marker } from '../../impl/designs/marker.ts';
import type { Coroutine } from '../../impl/kernel/effect.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Script } from '../../explore/run/script.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scriptOf } from '../engines/engine-cases.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

/** The same steps under other names. */
function* relabelled<R>(steps: Coroutine<R>): Coroutine<R> {
  let next = steps.next();
  while (next.done !== true) {
    const effect = next.value;
    const sent: unknown = yield {
      ...(effect.loop === undefined ? {} : { loop: effect.loop }),
      at: `renamed: ${effect.at.length}`,
      asks: effect.asks,
      enabled: (by) => effect.enabled(by),
      apply: () => effect.apply(),
    };
    next = steps.next(sent);
  }
  return next.value;
}

function workOf(design: Design, d: Domain): Coroutine<Outcome> {
  if (design.work === undefined) throw new Error('the design has no work');
  return design.work(d);
}

/** The design with other names for all its steps. */
function renamed(design: Design): Design {
  return {
    ...design,
    name: `${design.name}-renamed`,
    *alloc(d, request) {
      return yield* relabelled(design.alloc.call(this, d, request));
    },
    *free(d, pfn) {
      return yield* relabelled(design.free.call(this, d, pfn));
    },
    *find(d, pfn) {
      return yield* relabelled(design.find.call(this, d, pfn));
    },
    *freeObject(d, object) {
      return yield* relabelled(design.freeObject.call(this, d, object));
    },
    *reserve(d, lo, hi) {
      return yield* relabelled(design.reserve.call(this, d, lo, hi));
    },
    *put(d) {
      return yield* relabelled(design.put.call(this, d));
    },
    ...(design.work === undefined ? {} : { work: (d) => relabelled(workOf(design, d)) }),
  };
}

/** Every signature that a search of the scope finds, with the cost of its simplest run. */
function signaturesOf(
  design: Design,
  scope: Scope,
  script: Script | null = null,
): readonly string[] {
  const options = { exact: false, preemptions: null, script };
  const subject = twinSubject(design, allProperties);
  const { found, hangs, bound } = searchScope(subject, scope, atMostStates(100_000), options);
  expect(bound).toBeNull();
  return [...found, ...hangs].map(
    ([signature, { cost }]) => `${signature} ${JSON.stringify(cost)}`,
  );
}

const SMALL: Scope = { ...scopeOfTests, cpus: 1, calls: 3, refusals: 1, reserve: true };
const CHANGES: readonly Partial<Scope>[] = [
  { refusals: 2, timers: 'exact' },
  { calls: 2, pages: 4, irqs: 1, teardown: true },
  { callers: 'careless', teardown: true },
];
const SCOPES = CHANGES.map((change) => {
  const scope: Scope = { ...SMALL, ...change };
  return { name: formatScope(scope), scope };
});

describe.each(knownDesigns)('the steps of $name', (design) => {
  test.each(SCOPES)(
    'a design shows the same with other names for its steps: $name',
    ({ scope }) => {
      const signatures = signaturesOf(design, scope);
      expect(signaturesOf(renamed(design), scope)).toEqual(signatures);
    },
  );
});

describe('the steps of marker in a script that fills the space', () => {
  const scope: Scope = { ...SMALL, calls: 5, refusals: 2, timers: 'exact' };
  const script = scriptOf('cpu0: a1 f0 a1 a1 a1', scope);

  /** `marker` with a drain, and a failed search, of other names. */
  const otherNames: typeof marker = {
    ...marker,
    name: 'other-names',
    *drain(d, at) {
      yield* marker.drain.call(this, d, `${at}: first of all`);
    },
    searchFailed(d, request) {
      remember32(d, request, 'somewhere: nothing was found');
    },
  };

  test.each([otherNames, renamed(marker)])(
    'a refusal has the same causes with other names for steps: $name',
    (design) => {
      const signatures = signaturesOf(marker, scope, script);
      expect(signatures.map((text) => text.slice(0, text.indexOf(' {')))).toEqual(
        expect.arrayContaining([
          'AVL-1 refused <- alloc_iova() erased a deferred range',
          'AVL-2 refused <- alloc_iova() erased a deferred range',
        ]),
      );
      expect(signaturesOf(design, scope, script)).toEqual(signatures);
    },
  );
});
