/** Two designs are given the same calls: where they differ, the simplest run says so. */
import { describe, expect, test } from 'vitest';
import { type Compared, playCourse } from '../../explore/agreement/play-course.ts';
import { recordedCourses } from '../../explore/agreement/recorded-courses.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { keepsHint } from '../../impl/bugs/keeps-hint.ts';
import { keepsRefusedObject } from '../../impl/bugs/keeps-refused-object.ts';
import { marksNothing } from '../../impl/bugs/marks-nothing.ts';
import { neverWarns } from '../../impl/bugs/never-warns.ts';
import { stepsChanged } from '../../impl/bugs/parts/steps-changed.ts';
import { restsForEver } from '../../impl/bugs/rests-for-ever.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { worksUnlocked } from '../../impl/bugs/works-unlocked.ts';
import { type Design, refused } from '../../impl/designs/design.ts';
import { allocateObject, freeObjectMemory, PLACE } from '../../impl/designs/domain.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { LlistDesign } from '../../impl/designs/llist-design.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import type { MarkerDesign } from '../../impl/designs/marker-design.ts';
import { asking, step } from '../../impl/kernel/effect.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import type { Ptr } from '../../impl/kernel/slab.ts';
import { agreementEnding } from '../../report/agreement/agreement-report.ts';
import { keptRecording } from '../recorded/recordings.ts';
import { agreementOf, lengthOf, SMALL } from './compare-designs.ts';

describe('a design and itself', () => {
  test.each(knownDesigns.map((design) => [design.name, design] as const))(
    '%s agrees with itself, and everything that it does is compared',
    (_, design) => {
      const { counts, difference } = agreementOf(design, design);
      expect(difference).toBeNull();
      for (const kind of ['scripts', 'random'] as const) {
        const { requests, refused: refusals, changes, deferrals, givenBack, works } = counts[kind];
        expect([refusals, changes, givenBack].every((number) => number > 0)).toBe(true);
        const nodes = requests.store > 0 && requests.erase > 0 && deferrals > 0;
        expect(nodes).toBe(design.traits.defers);
        expect(works > 0).toBe(design.traits.retriesByWork);
      }
      expect(counts.random.lines).toBeGreaterThan(0);
    },
  );
});

/** The bug, and the simplest run that shows it: calls, refusals; and what it shows. */
const BUGS: readonly (readonly [
  bug: Pick<SeededBug, 'design' | 'base'>,
  length: readonly [number, number],
  said: string,
])[] = [
  [keepsRefusedObject, [1, 1], 'gives an object back .*\\|'],
  [marksNothing, [2, 1], 'gives an object back .*\\| the work is armed'],
  [restsForEver, [2, 2], 'the work is running, due in 50 ms'],
  [worksUnlocked, [2, 1], 'locks'],
  [neverWarns, [2, 2], 'the work is running, due in 50 ms'],
  [keepsHint, [4, 0], 'asks for nodes to store: granted .*\\| unlocks'],
];

describe('a seeded bug and its base', () => {
  test.each(BUGS.map(([bug, ...rest]) => [bug.design.name, bug, ...rest] as const))(
    '%s differs, and the simplest run shows it',
    (_, { design, base }, length, said) => {
      const agreement = agreementOf(base, design);
      expect(lengthOf(agreement)).toEqual(length);
      const { says, conclusion } = agreementEnding(
        { A: 'base', B: 'bug' },
        agreement,
        'adversarial',
      );
      expect(conclusion).toBe('violated');
      expect(says).toMatch(new RegExp(`^> .*${said}`, 'm'));
      expect(says.split('\n').every((line) => line.length <= 100)).toBe(true);
    },
  );

  test('a difference is made as simple from a long run as from a short one', () => {
    const { difference } = agreementOf(marksNothing.base, marksNothing.design, {
      scope: { ...SMALL, calls: 1 },
    });
    expect(difference?.from).toContain('random run');
    expect(lengthOf({ ...agreementOf(marker, marker), difference })).toEqual([2, 1]);
  });
});

/** As `marker` was before compiled C was compared with it. */
const markerBefore: MarkerDesign = {
  ...marker,
  name: 'marker-before',
  *alloc(d, request) {
    const object = (yield allocateObject(d, 'alloc_iova: object')) as Ptr | null;
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave(`${PLACE}: lock`);
    yield* this.drain(d, PLACE);
    const search = asking(`${PLACE}: search and store`, () => this.place(d, request, object));
    const outcome = (yield search) as Outcome;
    if (outcome.kind === 'refused') yield freeObjectMemory(d, object, `${PLACE}: free the object`);
    yield d.lock.unlock(`${PLACE}: unlock`);
    return outcome;
  },
};

/** As `llist` was. */
const llistBefore: LlistDesign = {
  ...llist,
  name: 'llist-before',
  *reserve(d, lo, hi) {
    return yield* stepsChanged(llist.reserve.call(this, d, lo, hi), (own) =>
      own.at !== 'reserve_iova: free overlapped'
        ? own
        : step(own.at, () => {
            const found = this.overlapped(d, { lo, hi });
            if (found.covering === null) for (const one of found.objects) d.objects.free(one);
            return found;
          }),
    );
  },
};

describe('what compiled C has shown', () => {
  test('marker gives a refused object back after the unlock', () => {
    const agreement = agreementOf(marker, markerBefore);
    expect(lengthOf(agreement)).toEqual([1, 1]);
    const { says } = agreementEnding({ A: 'marker', B: 'before' }, agreement, 'adversarial');
    expect(says).toMatch(/^> unlocks .*\| gives an object back/m);
  });

  test('a reservation of llist uses a stale object before it frees it again', () => {
    const scope = { ...SMALL, calls: 3 };
    const agreement = agreementOf(llist, llistBefore, { scope, runs: 0 });
    expect(lengthOf(agreement)).toEqual([3, 1]);
    const { says } = agreementEnding({ A: 'llist', B: 'before' }, agreement, 'adversarial');
    expect(says).toMatch(/^> misuse: use-after-free .*\| misuse: double-free/m);
  });
});

describe('where the tree decides', () => {
  /** On the tree of another version, whatever the scope says. */
  const onOlderTree: typeof hardened = {
    ...hardened,
    name: 'on-older-tree',
    init: (kernel, setup) => hardened.init(kernel, { ...setup, treeMemory: 'tree-6.1' }),
  };
  const scope: Scope = { ...SMALL, memory: 'tree-6.12' };

  test.each([0, 40])('only changes that need nodes ask for some, with %i fillers', (fillers) => {
    const requestsIn = (memory: Scope['memory']) => {
      const { counts, difference } = agreementOf(hardened, hardened, {
        scope: { ...scope, memory, fillers },
      });
      expect(difference).toBeNull();
      return counts.random.requests;
    };
    const [some, all] = [requestsIn('tree-6.12'), requestsIn('adversarial')];
    expect(some.store).toBeGreaterThan(0);
    expect(some.store).toBeLessThan(all.store / 2);
    expect(some.erase).toBeGreaterThan(0);
    expect(some.erase).toBeLessThan(all.erase / 2);
  });

  test('two versions of the tree differ in a reservation, which takes its nodes in advance', () => {
    const agreement = agreementOf(hardened, onOlderTree, { scope });
    expect(lengthOf(agreement)).toEqual([2, 0]);
    const named = { A: 'newer', B: 'older' };
    const { says } = agreementEnding(named, agreement, 'tree-6.12');
    expect(says).toContain('memory=tree-6.12: a store asks for memory as the maple tree of Linux');

    expect(says).toMatch(/^> stores \[-2\] .* \| gets an object/m);
  });

  test('fillers that a difference needs are said', () => {
    /** It refuses no store into a larger tree. */
    const sparesLargeTrees: typeof hardened = {
      ...hardened,
      name: 'spares-large-trees',
      init: (kernel, setup) => {
        const d = hardened.init(kernel, setup);
        const store = d.tree.store.bind(d.tree);
        d.tree.store = (lo, hi, value, nodes) => {
          const { memory } = kernel;
          const { refuses } = memory;
          if (d.tree.entries().length >= 14) memory.refuses = () => false;
          const isStored = store(lo, hi, value, nodes);
          memory.refuses = refuses;
          return isStored;
        };
        return d;
      },
    };
    const agreement = agreementOf(hardened, sparesLargeTrees, { scope: { ...scope, fillers: 30 } });
    const { says } = agreementEnding({ A: 'a', B: 'b' }, agreement, 'tree-6.12');
    expect(says).toMatch(/First, \d+ pages\s+from \+0 on are reserved one by one/);
  });
});

describe('recordings as calls', () => {
  const side = (design: unknown): Compared => ({
    ref: { design: 'own', policy: null },
    design: design as Design,
  });

  test('every call of a recording is made, with its refusals', () => {
    const recording = keptRecording('llist/15-pressure.jsonl.gz');
    const [life] = recordedCourses(recording, 'adversarial');
    if (life === undefined) throw new Error('the recording is empty');
    const sides = { A: side(llist), B: side(llist) };
    const { rounds, divergence } = playCourse(sides, life.course);
    expect(divergence).toBeNull();
    expect(rounds).toHaveLength(life.course.rounds.length);
    const refusals = rounds.flatMap(({ A }) =>
      A.observations.filter((seen) => seen.kind === 'asked' && !seen.granted),
    );
    expect(refusals.length).toBeGreaterThan(10);
  });

  test('two designs with different trees differ in a recording', () => {
    const [life] = recordedCourses(keptRecording('mainline/01-tree-small.jsonl.gz'), 'adversarial');
    if (life === undefined) throw new Error('the recording is empty');
    const sides = { A: side(mainline), B: side(llist) };
    expect(playCourse(sides, life.course).divergence).not.toBeNull();
  });
});

test('where nothing was compared, nothing is said to agree', () => {
  const agreement = agreementOf(mainline, mainline, { scope: { ...SMALL, calls: 0 }, runs: 0 });
  const { says, conclusion } = agreementEnding({ A: 'a', B: 'b' }, agreement, 'adversarial');
  expect(conclusion).toBe('inconclusive');
  expect(says).toContain('Nothing was compared.');
});
