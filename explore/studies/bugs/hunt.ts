import type { SeededBug } from '../../../impl/bugs/seeded-bug.ts';
import { twinSubject } from '../../../impl/twin/twin-subject.ts';
import { assert } from '../../../model/assert.ts';
import type { Property } from '../../../model/property.ts';
import { defaultScopes, type Engine } from '../../checking/check-plan.ts';
import { compareCost, type Cost } from '../../state-space/cost.ts';
import { isJudgedByRuns } from '../../engines/exhaustive/property-groups.ts';
import { isWithin } from '../../run/scope-within.ts';
import type { Attempt, Hunted, HuntLimits, JudgedAttempt } from './attempt.ts';
import { Baseline } from './baseline.ts';
import { huntExhaustively } from './hunt-exhaustive.ts';
import { huntRandomly } from './hunt-random.ts';
import { preemptionsOf } from './preemptions.ts';
import { scopeOfBug } from './scope-of-bug.ts';
import { type Survey, survey } from './survey.ts';

const TIMERS = ['any', 'exact'] as const;

/**
 * Hunts a bug with each of the engines. Only a signature counts that the design without the mistake
 * does not have: it is not in `known`, and the base does not show it where the engine looks.
 * @param known signatures of the base under these callers, in whatever scope they were found
 */
export function hunt(
  bug: SeededBug,
  engines: readonly Engine[],
  properties: readonly Property[],
  known: readonly string[],
  limits: HuntLimits,
): Hunted {
  const { design, caughtBy } = bug;
  const scope = scopeOfBug(bug);
  const subject = twinSubject(design, properties);
  const baseline = new Baseline(twinSubject(bug.base, properties), scope, limits, known);
  // Timed properties are judged on the clock only. Only without the clock can the timer fire at
  // every moment.
  const surveys = {
    any: survey(subject, { ...scope, timers: 'any' }, limits),
    exact: survey(subject, { ...scope, timers: 'exact' }, limits),
  };
  const newsOn = (timers: (typeof TIMERS)[number]): Hunted['news'] =>
    [...surveys[timers].shortest, ...surveys[timers].hangs]
      .filter(([signature]) => baseline.isNewInScope(signature, timers))
      .map(([signature, { cost }]) => [signature, cost]);
  const attemptBy = (engine: Engine): Attempt => {
    switch (engine) {
      case 'random':
        return huntRandomly(bug, properties, baseline, limits);
      case 'shortest':
        return attemptOf(
          surveys[scope.timers],
          newsOn(scope.timers),
          caughtBy,
          baseline.boundIn(scope.timers),
        );
      case 'exhaustive':
        return huntExhaustively(bug, properties, baseline, limits);
    }
  };
  const attempts = engines
    .filter((engine) => mayHunt(engine, bug, properties))
    .map((engine): JudgedAttempt => {
      const attempt = attemptBy(engine);
      const { caught } = attempt;
      if (caught === null) return { ...attempt, preemptions: null, shortest: null };
      const { signature, reported } = caught;
      const preemptions = preemptionsOf(subject, reported);
      // The clock of both must be alike: on it, a run needs actions of its own to let time pass.
      const shortest = shortestOf(signature, surveys[reported.scope.timers]);
      return { ...attempt, preemptions, shortest };
    });
  const news = new Map<string, Cost>();
  for (const [signature, cost] of TIMERS.flatMap(newsOn)) {
    const other = news.get(signature);
    if (other === undefined || compareCost(cost, other) < 0) news.set(signature, cost);
  }
  const bounds = TIMERS.flatMap((timers) => [surveys[timers].bound, baseline.boundIn(timers)]);
  const bound = bounds.find((one) => one !== null) ?? null;
  const fitsDefault =
    defaultScopes(scope.callers).some((other) => isWithin(scope, other)) &&
    surveys.any.bound === null &&
    baseline.boundIn('any') === null &&
    newsOn('any').some(([signature]) => signature.startsWith(`${caughtBy} `));
  return { bug: design.name, attempts, news: [...news], bound, fitsDefault };
}

/** Whether the engine judges the property that must catch the bug, in the scope of the bug. */
function mayHunt(engine: Engine, bug: SeededBug, properties: readonly Property[]): boolean {
  if (engine !== 'exhaustive') return true;
  // Caches make CPUs differ, and scripts of equal CPUs are not told apart.
  if (scopeOfBug(bug).magazine > 0) return false;
  return properties.every((property) => property.id !== bug.caughtBy || isJudgedByRuns(property));
}

/**
 * The least cost of the signature; null: not every state was visited, or the scope does not have
 * it, or only in a hang.
 */
function shortestOf(signature: string, { shortest, bound }: Survey): Cost | null {
  if (bound !== null) return null;
  return shortest.find(([other]) => other === signature)?.[1].cost ?? null;
}

/**
 * The attempt of the `shortest` engine: what the survey of the bug's scope has caught.
 * @param baseBound why the base may have the signature, too; null: it does not
 */
function attemptOf(
  surveyed: Survey,
  news: Hunted['news'],
  caughtBy: string,
  baseBound: string | null,
): Attempt {
  const { states, seconds, bound } = surveyed;
  const attempt = { engine: 'shortest', runs: 0, states, seconds } as const;
  const isNamed = (signature: string): boolean => signature.startsWith(`${caughtBy} `);
  const other = news.find(([signature]) => !isNamed(signature))?.[0] ?? null;
  const [named] = news
    .filter(([signature]) => isNamed(signature))
    .toSorted(([, a], [, b]) => compareCost(a, b));
  if (named === undefined) return { ...attempt, other, bound, caught: null };
  if (baseBound !== null) {
    return { ...attempt, other, bound: `${baseBound} of its base`, caught: null };
  }
  const [signature] = named;
  const run = [...surveyed.shortest, ...surveyed.hangs].find(([name]) => name === signature)?.[1];
  assert(run !== undefined, () => `no run shows "${signature}"`);
  const caught = { signature, found: run, reported: run, shrinkSeconds: 0 };
  return { ...attempt, other, bound: null, caught };
}
