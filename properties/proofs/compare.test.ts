/**
 * The proof is about the code: its runs are runs of the abstract systems, and wrong ones are not.
 */
import { describe, expect, test } from 'vitest';
import {
  compareCode,
  COMPARED_WORK,
  type ComparedWork,
  type CodeComparison,
} from '../../explore/proofs/compare-code.ts';
import { SYSTEMS } from '../../explore/proofs/abstraction.ts';
import type { TransitionSystem } from '../../explore/proofs/transition-system.ts';
import { forgetsRange } from '../../impl/bugs/forgets-range.ts';
import { freesAndLists } from '../../impl/bugs/frees-and-lists.ts';
import { leavesList } from '../../impl/bugs/leaves-list.ts';
import { listsTwice } from '../../impl/bugs/lists-twice.ts';
import { swallowsNeighbour } from '../../impl/bugs/swallows-neighbour.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { step } from '../../impl/kernel/effect.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { formatCodeComparison } from '../../report/proofs/code-comparison.ts';
import {
  answersDeferred,
  drainsList,
  erasesMore,
  erasesTwice,
  freesTwice,
  placesOnMarker,
  storesOverDeferred,
} from './bug-lifetimes.ts';

const [twoCpus] = COMPARED_WORK.scopes as [ComparedWork['scopes'][number]];
const larger: ComparedWork = {
  ...COMPARED_WORK,
  scopes: [{ ...twoCpus, calls: 3 }],
  randomRuns: 0,
};
const quick: ComparedWork = { ...COMPARED_WORK, randomRuns: 20 };
const randomOnly: ComparedWork = { ...COMPARED_WORK, scopes: [], randomRuns: 20 };

const ANEW = 'the work decides, and sets the deadline anew';

const OF_MARKS = [
  'the call marks it',
  'a call drains it where it waits',
  'a call drains it where the work has it before it',
];
const OF_LISTS = ['the call puts it on the list'];

type Llist = typeof llist;

/** The work is armed before the range is on the list. */
const schedulesFirst: Llist = {
  ...llist,
  name: 'schedules-first',
  *dispose(d, object, erased, at) {
    if (erased) return yield* llist.dispose.call(this, d, object, true, at);
    yield step(`${at}: schedule_delayed_work`, () => d.work.schedule(10));
    yield* this.defer(d, object, at);
  },
};

/** Each free that defers postpones the work. */
const postpones: Llist = {
  ...llist,
  name: 'postpones',
  *dispose(d, object, erased, at) {
    if (erased) return yield* llist.dispose.call(this, d, object, true, at);
    yield* this.defer(d, object, at);
    yield step(`${at}: mod_delayed_work`, () => d.work.modify(10));
  },
};

/** The work tries nothing, and arms itself. */
const triesNothing: Llist = {
  ...llist,
  name: 'tries-nothing',
  *work(d) {
    yield step('iova_deferred_free_work: does nothing', () => d.work.schedule(10));
    return { kind: 'done', range: null };
  },
};

/** Which steps of the systems are for other designs only. */
const RETRYING: readonly { readonly design: Design; readonly unmet: CodeComparison['unmet'] }[] = [
  { design: llist, unmet: { recovery: [ANEW], lifetime: OF_MARKS } },
  { design: hardened, unmet: { recovery: [], lifetime: OF_LISTS } },
];

describe('a design whose work retries', () => {
  test('every design whose work retries is compared here', () => {
    const retrying = knownDesigns.filter(({ traits }) => traits.retriesByWork);
    expect(RETRYING.map(({ design }) => design)).toEqual(retrying);
  });

  test.each(RETRYING)(
    '$design.name follows the abstract systems, and takes every step that is not for other designs',
    (one) => {
      const found = compareCode(one.design);
      expect(found).toMatchObject({ mismatch: null, bound: null, unmet: one.unmet });
      expect(found.steps).toBeGreaterThan(10_000);
      expect(found.randomSteps).toBeGreaterThan(10_000);
    },
  );

  test('llist follows the abstract systems with two CPUs and three calls', () => {
    expect(compareCode(llist, larger)).toMatchObject({ mismatch: null, bound: null });
  });

  test.each(knownPolicies)('llist follows the abstract systems under $name', (policy) => {
    const found = compareCode(withPolicy(llist, policy), randomOnly);
    expect(found).toMatchObject({ mismatch: null, policy: policy.name });
  });
});

describe('a design that does not follow', () => {
  const wrong: readonly (readonly [design: Llist, at: RegExp])[] = [
    [leavesList.design, /iova_deferred_free_work/],
    [schedulesFirst, /llist_add/],
    [postpones, /mod_delayed_work/],
    [triesNothing, /does nothing/],
    [forgetsRange.design, /unlock|responded/],
  ];
  test.each(wrong)(
    '$name does not follow the abstract systems, and a run shows it',
    (design, at) => {
      const found = compareCode(design, quick);
      expect(found.mismatch?.at).toMatch(at);
      expect(found.mismatch?.labels.at(-1)).toMatch(at);
      expect(formatCodeComparison(found)).toContain('VIOLATED');
    },
  );

  test('a design with a delay beyond the cap does not follow the abstract systems', () => {
    const capped = { ...flat10ms, name: 'says-five', capJiffies: 5 };
    expect(compareCode(withPolicy(llist, capped), quick).mismatch?.at).toContain('schedule');
  });

  test('a list does not follow the abstract systems if listed ranges are reserved over', () => {
    const reserving = { ...llist, traits: { ...llist.traits, lists: false } };
    const work = { ...COMPARED_WORK, scopes: [] };
    expect(compareCode(reserving, work).mismatch).not.toBeNull();
  });
});

describe('a design under which a range has another life', () => {
  const wrong: readonly (readonly [design: Design, at: RegExp])[] = [
    [erasesTwice, /remove_iova/],
    [freesAndLists.design, /free the object/],
    [listsTwice.design, /llist_add/],
    [swallowsNeighbour.design, /search and store/],
    [storesOverDeferred, /search and store/],
    [answersDeferred, /unlock/],
    [drainsList, /drain the list/],
    [freesTwice, /mark in place/],
    [erasesMore, /erase on/],
    [placesOnMarker, /search and store/],
  ];
  test.each(wrong)(
    '$name gives a range another life than (c) allows, and a run shows it',
    (design, at) => {
      const found = compareCode(design, quick);
      expect(found.mismatch?.of).toBe('lifetime');
      expect(found.mismatch?.at).toMatch(at);
      expect(formatCodeComparison(found)).toMatch(/abstract\s+system\s+of\s+\(c\)/);
    },
  );
});

/** Compares a design with a system that lacks a step which the design needs. */
function lacking(of: keyof typeof SYSTEMS, design: Design, name: string): CodeComparison {
  const system: TransitionSystem = SYSTEMS[of];
  const steps = system.steps.filter((one) => one.name !== name);
  return compareCode(design, COMPARED_WORK, { ...SYSTEMS, [of]: { ...system, steps } });
}

describe('an abstract system that lacks a step', () => {
  const { recovery, lifetime } = SYSTEMS;
  const needed = recovery.steps.filter(({ name, only }) => only !== 'proof' && name !== ANEW);
  test.each(needed)('a system of (a) and (b) that lacks "$name" is not followed', ({ name }) => {
    expect(lacking('recovery', llist, name).mismatch?.of).toBe('recovery');
  });

  test.each(lifetime.steps)('a system of (c) that lacks "$name" is not followed', ({ name }) => {
    const design = OF_MARKS.includes(name) ? hardened : llist;
    expect(lacking('lifetime', design, name).mismatch?.of).toBe('lifetime');
  });
});
