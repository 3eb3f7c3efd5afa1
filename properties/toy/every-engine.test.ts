/** A system that shares no code with the twin, only the port, works under every engine. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exhaust, UNBOUNDED } from '../../explore/engines/exhaustive/exhaust.ts';
import { isJudgedByRuns } from '../../explore/engines/exhaustive/property-groups.ts';
import { findLasso } from '../../explore/engines/lasso/find-lasso.ts';
import { scenes } from '../../explore/engines/lasso/scene.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { minimise } from '../../explore/minimal/minimise.ts';
import { QUIET_SCOPE } from '../../explore/run/quiet-scope.ts';
import { formatRun, readRun } from '../../explore/run/run-file.ts';
import { namesOf } from '../../explore/run/run.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { scriptOf } from '../../explore/run/script-file.ts';
import { scriptsOf } from '../../explore/run/scripts.ts';
import { shrinkTo } from '../../explore/shrinking/shrink.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { judgedIn } from '../../explore/world/judged-in.ts';
import { replay } from '../../explore/world/replay.ts';
import { allProperties } from '../../model/properties/all.ts';
import { judgedBy } from '../../port/subject.ts';
import { toySubject } from './toy-subject.ts';

const SOUND = { races: false, forgets: false };
const RACES = { races: true, forgets: false };
const FORGETS = { races: false, forgets: true };
const SCOPE: Scope = { ...QUIET_SCOPE, cpus: 2, calls: 3, pages: 4, refusals: 1, timers: 'any' };
/** Two CPUs take the same pages, which both have seen free. */
const RACE = 'OWN-1 alloc_iova() stored over an owned range';
const OPTIONS = { exact: true, preemptions: null, script: null };

function searched(mistakes: typeof SOUND): ReturnType<typeof searchScope> {
  const subject = judgedIn(toySubject(mistakes, allProperties), SCOPE);
  return searchScope(subject, SCOPE, atMostStates(100_000), OPTIONS);
}

function randomRuns(mistakes: typeof SOUND): readonly Execution[] {
  const runs = new RunArbitrary(toySubject(mistakes, allProperties), { ...SCOPE, calls: 12 });
  return fc.sample(runs, { numRuns: 200, seed: 1 });
}

function signaturesOf(runs: readonly Execution[]): ReadonlySet<string> {
  return new Set(runs.flatMap(({ breaches }) => breaches.map(({ signature }) => signature)));
}

/** A random run that shows the seeded race. */
function racingRun(): Execution {
  const run = randomRuns(RACES).find((one) => signaturesOf([one]).has(RACE));
  if (run === undefined) throw new Error('no random run shows the race');
  return run;
}

describe('the random engine', () => {
  test('the random engine finds the race of a toy', () => {
    expect(signaturesOf(randomRuns(RACES))).toContain(RACE);
  });

  test('the random engine finds no race in a sound toy', () => {
    expect(signaturesOf(randomRuns(SOUND))).not.toContain(RACE);
  });
});

describe('the shortest engine', () => {
  test('the shortest engine finds the race of a toy in two calls and two switches', () => {
    const { found, bound } = searched(RACES);
    expect(bound).toBeNull();
    const cost = new Map(found).get(RACE)?.cost;
    expect(cost).toEqual({ calls: 2, refusals: 0, switches: 2, steps: 6 });
  });

  test('the shortest engine finds no breach of ownership in a sound toy', () => {
    const { found, bound } = searched(SOUND);
    expect(bound).toBeNull();
    expect(found.map(([signature]) => signature).filter((one) => one.startsWith('OWN'))).toEqual(
      [],
    );
  });

  test('the shortest engine follows a script on a toy', () => {
    const script = scriptOf(racingRun());
    const scope = { ...SCOPE, calls: script.length };
    const subject = judgedIn(toySubject(RACES, allProperties), scope);
    const { found } = searchScope(subject, scope, atMostStates(200_000), { ...OPTIONS, script });
    expect(found.map(([signature]) => signature)).toContain(RACE);
  });
});

describe('the exhaustive engine', () => {
  const own = allProperties.filter(({ id }) => id.startsWith('OWN'));

  test('the exhaustive engine finds the race of a toy and what the shortest engine finds', () => {
    const judged = toySubject(
      RACES,
      allProperties.filter((property) => isJudgedByRuns(property)),
    );
    const subject = judgedIn(judged, SCOPE);
    const { found, bound } = exhaust(subject, SCOPE, () => scriptsOf(SCOPE), UNBOUNDED);
    expect(bound).toBeNull();
    const runs = new Set(found.map(([signature]) => signature));
    expect(runs).toContain(RACE);
    const states = new Set(searched(RACES).found.map(([signature]) => signature));
    expect([...runs].toSorted()).toEqual([...states].toSorted());
  });

  test('the exhaustive engine finds no race in a sound toy', () => {
    const subject = judgedBy(toySubject(SOUND, []), own);
    expect(exhaust(subject, SCOPE, () => scriptsOf(SCOPE), UNBOUNDED).found).toEqual([]);
  });
});

describe('shrinking and replay', () => {
  test('a random run of a toy shrinks to the cost that the shortest engine finds', () => {
    const subject = toySubject(RACES, allProperties);
    const { execution } = shrinkTo(subject, racingRun(), RACE);
    expect(execution.cost).toEqual(new Map(searched(RACES).found).get(RACE)?.cost);
  });

  test('minimise proves that the run of a toy is the shortest for its calls', () => {
    const candidates = { signature: RACE, cheapest: null, rough: [racingRun()] };
    const { proof } = minimise(toySubject(RACES, allProperties), candidates, UNWATCHED);
    expect(proof?.among).toBe('its calls');
  });

  test('a run of a toy is replayed from its file, and a sound toy does not follow it', () => {
    const subject = toySubject(RACES, allProperties);
    const { scope, actions } = shrinkTo(subject, racingRun(), RACE).execution;
    const expected = { property: 'OWN-1', signature: RACE };
    const text = formatRun({ ...namesOf(subject), scope, expect: expected, note: null, actions });
    const run = readRun(text, 'toy.json');
    expect(replay(subject, run).kind).toBe('as expected');
    expect(replay(toySubject(SOUND, allProperties), run).kind).toBe('not followed');
  });
});

describe('the search for lassos', () => {
  const [backForGood] = scenes(1000);

  test('the search for lassos finds the range that a toy never erases', () => {
    const { lasso, truncated } = findLasso(toySubject(FORGETS, []), backForGood, 'queued');
    expect(truncated).toBe(false);
    expect(lasso?.starved.kind).toBe('range');
    expect(lasso?.loop.map((action) => action.do)).toContain('advance');
  });
});
