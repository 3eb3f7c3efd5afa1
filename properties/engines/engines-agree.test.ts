/**
 * Three searches that work in different ways: every interleaving one by one, one interleaving of
 * each class, and states that are matched. They find the same final states, the same signatures and
 * the same lowest costs.
 */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import {
  exhaust,
  type Exhausted,
  exhaustGroup,
  UNBOUNDED,
} from '../../explore/engines/exhaustive/exhaust.ts';
import type { Cost } from '../../explore/state-space/cost.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import type { Model } from '../../explore/state-space/model.ts';
import type { Found } from '../../explore/state-space/found.ts';
import { ShortestSearch } from '../../explore/state-space/shortest.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import { allProperties } from '../../model/properties/all.ts';
import { type EngineCase, engineCases } from './engine-cases.ts';
import { FinalStates } from './final-states.ts';
import { type NaiveFindings, searchNaively } from './naive-search.ts';
import { keyUntilMisuse } from './state-keys.ts';

/** The properties that need no clock, no caches and no search for hangs. */
const JUDGED = allProperties.filter(
  ({ id, timed, cached }) => !timed && cached !== true && id !== 'LIV-2',
);

interface ByClasses extends Exhausted {
  readonly finals: ReadonlySet<string>;
  /** The number of runs in which no process was ended early. */
  readonly intact: number;
}

function searchClasses({ design, scope, script }: EngineCase): ByClasses {
  const finals = new Set<string>();
  let intact = 0;
  const all = exhaustGroup(twinSubject(design, JUDGED), scope, [script], UNBOUNDED, (processes) => {
    if (!processes.intact) return;
    intact += 1;
    finals.add(keyUntilMisuse(processes.world, 'everything'));
  });
  return { ...all, finals, intact };
}

function searchStates(model: Model, exact = false): Found {
  return new ShortestSearch(model, { exact, preemptions: null }).search(atMostStates(100_000));
}

interface Results {
  readonly naive: NaiveFindings;
  readonly classes: ByClasses;
  readonly states: Found;
  readonly finals: ReadonlySet<string>;
}

const results = new Map<EngineCase, Results>();

/** The results of a case; each search is done only once. */
function resultsOf(one: EngineCase): Results {
  const known = results.get(one);
  if (known !== undefined) return known;
  const { design, scope, script } = one;
  const naive = searchNaively(design, scope, JUDGED, script);
  const model = new FinalStates(new WorldModel(twinSubject(design, JUDGED), scope, script));
  const states = searchStates(model);
  const found = { naive, classes: searchClasses(one), states, finals: model.finals };
  results.set(one, found);
  return found;
}

const sorted = (texts: Iterable<string>): readonly string[] => [...texts].toSorted();

/** The cost of each signature, sorted by signature. */
function costsOf(
  runs: Iterable<readonly [signature: string, run: { readonly cost: Cost }]>,
): readonly (readonly [string, Cost])[] {
  return [...runs]
    .map(([signature, { cost }]) => [signature, cost] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe.each(engineCases)('on $name', (one) => {
  const { design, scope, script, counts } = one;

  test('all engines reach the same final states', () => {
    const { naive, classes, finals } = resultsOf(one);
    expect(sorted(finals)).toEqual(sorted(naive.finals));
    expect(sorted(classes.finals)).toEqual(sorted(naive.untilMisuse));
  });

  test('all engines find the same signatures, also with one group of properties at a time', () => {
    const { naive, classes, states } = resultsOf(one);
    const signatures = sorted(naive.shortest.keys());
    expect(sorted(states.shortest.keys())).toEqual(signatures);
    expect(sorted(classes.found.map(([signature]) => signature))).toEqual(signatures);
    const grouped = exhaust(twinSubject(design, JUDGED), scope, () => [script], UNBOUNDED);
    expect(sorted(grouped.found.map(([signature]) => signature))).toEqual(signatures);
    expect([classes.bound, grouped.bound, states.bound]).toEqual([null, null, null]);
  });

  test('the shortest engine finds the lowest cost of each signature over all interleavings', () => {
    const { naive, classes, states } = resultsOf(one);
    const costs = [...naive.shortest].map(([signature, cost]) => [signature, { cost }] as const);
    expect(costsOf(states.shortest)).toEqual(costsOf(costs));
    // The exhaustive engine promises only the fewest calls and refusals.
    const fewest = costsOf(costs).map(([signature, cost]) => [signature, few(cost)]);
    expect(costsOf(classes.found).map(([signature, cost]) => [signature, few(cost)])).toEqual(
      fewest,
    );
  });

  test('the exhaustive engine explores one run of each class, and very few in vain', () => {
    const { naive, classes, states } = resultsOf(one);
    expect(classes.intact).toBe(naive.classes);
    expect(classes.blocked / classes.executions).toBeLessThan(0.05);
    expect([naive.interleavings, naive.classes, states.states]).toEqual(counts);
  });

  test('neither symmetry nor comparing whole states changes the signatures and costs found', () => {
    const { states } = resultsOf(one);
    const symmetric = searchStates(new WorldModel(twinSubject(design, JUDGED), scope, script));
    const exact = searchStates(new WorldModel(twinSubject(design, JUDGED), scope, script), true);
    expect(costsOf(symmetric.shortest)).toEqual(costsOf(states.shortest));
    expect(costsOf(exact.shortest)).toEqual(costsOf(states.shortest));
    expect(symmetric.states).toBeLessThanOrEqual(states.states);
    expect([exact.states, exact.transitions]).toEqual([symmetric.states, symmetric.transitions]);
    expect(exact.collisions).toBe(0);
  });
});

function few({ calls, refusals }: Cost): readonly number[] {
  return [calls, refusals];
}

/** Properties that no case breaks: that takes a large tree, ten retries, or a wrong grant. */
const UNBROKEN = ['LIV-3', 'LIV-5', 'OBS-1', 'REQ-1', 'TRT-1'];

test('the cases of engines break all judged properties except a known few', () => {
  const signatures = engineCases.flatMap((one) => [...resultsOf(one).naive.shortest.keys()]);
  const unbroken = JUDGED.filter(({ id }) => !signatures.some((one) => one.startsWith(id)));
  expect(unbroken.map(({ id }) => id).toSorted()).toEqual(UNBROKEN);
});
