import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import type { Fairness } from '../../explore/engines/lasso/fair-cycle.ts';
import { findLasso, type Lasso } from '../../explore/engines/lasso/find-lasso.ts';
import { longestMissedJiffies } from '../../explore/studies/backoff/longest-missed.ts';
import { type Scene, scenes, scopeOfScene } from '../../explore/engines/lasso/scene.ts';
import type { Run } from '../../explore/run/run.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import type { Action } from '../../port/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { step } from '../../impl/kernel/effect.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { searchScene } from '../../explore/engines/lasso/search-scene.ts';
import { formatLasso } from '../../report/starvation/lasso.ts';
import { formatScene } from '../../report/starvation/scene-text.ts';
import { starveEnding } from '../../report/starvation/starve-ending.ts';

/** Every free that finds something on the list arms the work with mod_delayed_work(). */
const postpones: typeof llist = {
  ...llist,
  name: 'postpones',
  *dispose(d, object, erased, at) {
    yield* llist.dispose.call(this, d, object, erased, at);
    yield step(`${at}: mod_delayed_work`, () => {
      if (!d.deferredFrees.empty()) d.work.modify(10);
    });
  },
};

/** Only a free that is deferred itself arms the work with mod_delayed_work(). */
const postponesByDeferring: typeof llist = {
  ...llist,
  name: 'postpones-by-deferring',
  *dispose(d, object, erased, at) {
    if (erased) yield* llist.dispose.call(this, d, object, erased, at);
    else {
      yield* this.defer(d, object, at);
      yield step(`${at}: mod_delayed_work`, () => d.work.modify(10));
    }
  },
};

function lassoIn(design: Design, scene: Scene, fairness: Fairness = 'queued'): Lasso | null {
  const { lasso, truncated } = findLasso(twinSubject(design, []), scene, fairness);
  expect(truncated).toBe(false);
  return lasso;
}

function runOf(design: Design, scene: Scene, actions: readonly Action[]): Run {
  return { ...designNames(design), scope: scopeOfScene(scene), expect: null, note: null, actions };
}

/** The steps of a replay of the stem and the loop. */
function stepsOf(design: Design, scene: Scene, { stem, loop }: Lasso): readonly ReplayStep[] {
  const actions = [...stem, ...loop];
  const scope = { ...scopeOfScene(scene), calls: 99, refusals: 99 };
  const steps: ReplayStep[] = [];
  const run = { ...designNames(design), scope, expect: null, note: null, actions };
  expect(replay(twinSubject(design, []), run, (one) => steps.push(one)).kind).toBe('as expected');
  return steps;
}

describe('a deferred range starves', () => {
  test('a deferred range starves in llist only in windows of memory shorter than the delay', () => {
    const [, missed] = scenes(9);
    const lasso = lassoIn(llist, missed) as Lasso;
    expect(lasso.starved).toEqual({ kind: 'range', pfn: 1048576 });
    const loop = stepsOf(llist, missed, lasso).slice(lasso.stem.length);
    const facts = loop.flatMap((taken) => taken.facts);
    expect(facts.filter(({ kind }) => kind === 'kept')).toHaveLength(1);
    expect(facts.filter(({ kind }) => kind === 'erased')).toEqual([]);
    const calm = loop.filter(({ pressure }) => pressure === 'none');
    const passed = calm.flatMap(({ action }) => (action.do === 'advance' ? action.byJiffies : 0));
    expect(passed.reduce((sum, jiffies) => sum + jiffies)).toBe(10);
    expect(lassoIn(llist, scenes(10)[1])).toBeNull();
  });

  test('a deferred range starves under a policy only in windows below its longest delay', () => {
    for (const policy of knownPolicies) {
      expect(longestMissedJiffies(withPolicy(llist, policy)), policy.name).toBe(
        policy.capJiffies - 1,
      );
    }
    expect(longestMissedJiffies(mainline)).toBe(-1);
  });

  test('a deferred range starves in marker without further calls, though memory is back', () => {
    const [quiet, , busy] = scenes(1000);
    expect(lassoIn(marker, quiet)?.loop).toEqual([{ do: 'advance', byJiffies: 1000 }]);
    // In the shortest loop memory is available all the time.
    const [, windows] = scenes(1000);
    expect(lassoIn(marker, windows)?.loop).toEqual([{ do: 'advance', byJiffies: 1001 }]);
    expect(longestMissedJiffies(marker)).toBe(Infinity);
    expect(lassoIn(marker, busy)).toBeNull();
  });

  test('a deferred range can starve while its free waits for the erase: time passes then', () => {
    const waits: typeof llist = {
      ...llist,
      name: 'waits',
      *dispose(d, object, erased, at) {
        yield* llist.dispose.call(this, d, object, erased, at);
        const enabled = (): boolean => d.deferredFrees.empty();
        yield { at: `${at}: waits`, asks: false, enabled, apply: () => undefined };
      },
    };
    expect(lassoIn(waits, scenes(5)[1])?.starved).toEqual({ kind: 'range', pfn: 1048576 });
  });

  test('a deferred range starves if the work does not re-arm itself, though memory is back', () => {
    const noRearm: typeof llist = {
      ...llist,
      name: 'no-rearm',
      rearm: () => step('iova_deferred_free_work: nothing', () => {}),
    };
    const [quiet] = scenes(10);
    const lasso = lassoIn(noRearm, quiet) as Lasso;
    expect(lasso.stem.at(-1)).toEqual({ do: 'pressure', level: 'none' });
    // The first erase and its retry are refused.
    const facts = stepsOf(noRearm, quiet, lasso).flatMap((taken) => taken.facts);
    expect(facts.filter(({ kind }) => kind === 'kept')).toHaveLength(2);
    expect(longestMissedJiffies(noRearm)).toBe(Infinity);
    expect(lassoIn(llist, quiet)).toBeNull();
  });

  test('a deferred range starves if every free postpones the work, but not in llist', () => {
    const [, , busy] = scenes(10);
    const lasso = lassoIn(postpones, busy) as Lasso;
    expect(lasso.starved.kind).toBe('range');
    const facts = stepsOf(postpones, busy, lasso)
      .slice(lasso.stem.length)
      .flatMap((taken) => taken.facts);
    expect(facts.filter((fact) => fact.kind === 'work' && fact.state === 'running')).toEqual([]);
    expect(facts.filter((fact) => fact.kind === 'memory' && !fact.granted)).toEqual([]);
    expect(lassoIn(llist, busy)).toBeNull();
  });

  test('no deferred range starves if only deferred frees postpone the work', () => {
    // The pages run out before that can go on for ever.
    expect(lassoIn(postponesByDeferring, scenes(10)[2])).toBeNull();
  });

  test('but its retry comes too late, if there are pages enough; that of llist does not', () => {
    const [, , , pages] = scenes(10);
    const searched = searchScene(twinSubject(postponesByDeferring, []), pages);
    expect(searched.broken?.breach.signature).toBe('LIV-4 free_iova() armed the work too late');
    const text = formatScene(designNames(postponesByDeferring), searched);
    expect(text).toContain('LIV-4 is broken');
    expect(text).toContain('more than 10 ms without a run of the work');
    expect(starveEnding([searched], null).conclusion).toBe('violated');
    expect(findLasso(twinSubject(llist, []), pages, 'queued').broken).toBeNull();
  });
});

describe('a call that waits at the lock', () => {
  const scene: Scene = {
    name: 'two callers',
    cpus: 2,
    pages: 2,
    traffic: 'goes on',
    oneByOne: false,
    windowJiffies: null,
    properties: [],
  };

  test('a call that waits at a lock may starve under weak fairness', () => {
    const lasso = lassoIn(mainline, scene, 'weak') as Lasso;
    expect(lasso.starved.kind).toBe('call');
    stepsOf(mainline, scene, lasso);
  });

  test('a call that waits at a lock which is served first come, first served gets it', () => {
    expect(lassoIn(mainline, scene, 'queued')).toBeNull();
    expect(lassoIn(marker, scene, 'queued')).toBeNull();
  });
});

test('a lasso is printed as a stem and a loop', () => {
  const [, scene] = scenes(9);
  const lasso = lassoIn(llist, scene) as Lasso;
  const steps = stepsOf(llist, scene, lasso);
  const actions = [...lasso.stem, ...lasso.loop];
  const run = runOf(llist, scene, actions);
  const text = formatLasso(lasso, scene, run, steps);
  expect(text).toContain('+0 is freed and never erased');
  expect(text).toMatch(/The stem:[^]* free_iova\(a\)[^]*The loop, a round of 10 ms, forever:/);
  expect(text).toMatch(/The loop[^]*remove_iova -> erase \[\+0\] refused[^]*memory is back/);
  expect(text).toMatch(/^ {2}pages +counted from[^]*^ {2}mem +nodes[^]*T to T \+ 9 ms$/m);
  expect(text).toContain('memory goes and comes back at the same moment');
  expect(text).not.toContain('fairness');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('a printed lasso says which fairness is assumed if others move while a call waits', () => {
  const scene: Scene = {
    name: 'two callers',
    cpus: 2,
    pages: 2,
    traffic: 'goes on',
    oneByOne: false,
    windowJiffies: null,
    properties: [],
  };
  const lasso = lassoIn(mainline, scene, 'weak') as Lasso;
  const actions = [...lasso.stem, ...lasso.loop];
  const run = runOf(mainline, scene, actions);
  const text = formatLasso(lasso, scene, run, stepsOf(mainline, scene, lasso));
  expect(text).toMatch(/^ {2}fairness +whoever can always move does/m);
});

test('the printed part of a loop begins where the loop begins', () => {
  const [, scene] = scenes(10);
  const noRearm: typeof llist = {
    ...llist,
    name: 'no-rearm',
    rearm: () => step('iova_deferred_free_work: nothing', () => {}),
  };
  const lasso = lassoIn(noRearm, scene) as Lasso;
  const actions = [...lasso.stem, ...lasso.loop];
  const run = runOf(noRearm, scene, actions);
  const text = formatLasso(lasso, scene, run, stepsOf(noRearm, scene, lasso));
  expect(text).toMatch(/The loop, a round of 11 ms, forever:\n.*\n.*-- 11 ms pass --\n$/);
});
