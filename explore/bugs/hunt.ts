import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import type { Property } from '../../model/property.ts';
import type { Engine } from '../check-plan.ts';
import { compareCost, type Cost } from '../execution.ts';
import { isJudgedByRuns } from '../exhaustive/property-groups.ts';
import type { RunsBySignature } from '../findings.ts';
import type { Attempt, Catch, Hunted, HuntLimits, IsNews, JudgedAttempt } from './attempt.ts';
import { huntExhaustively } from './hunt-exhaustive.ts';
import { huntRandomly } from './hunt-random.ts';
import { preemptionsOf } from './preemptions.ts';
import { scopeOfBug } from './scope-of-bug.ts';
import { type Survey, survey } from './survey.ts';

/**
 * Hunts a bug with each of the engines. What counts is a signature that the design without the
 * mistake does not have, neither in the scope of the bug nor among `known`.
 * @param known signatures of the base under these callers, in whatever scope they were found
 */
export function hunt(
  bug: SeededBug,
  engines: readonly Engine[],
  properties: readonly Property[],
  known: readonly string[],
  limits: HuntLimits,
): Hunted {
  const { design, base, caughtBy } = bug;
  const scope = scopeOfBug(bug);
  const natural = new Set(known);
  for (const [signature] of survey(base, scope, properties, limits).found) natural.add(signature);
  const isNews: IsNews = (signature) => !natural.has(signature);
  const surveyed = survey(design, scope, properties, limits);
  const news = surveyed.found.filter(([signature]) => isNews(signature));

  const shortestOf = ({ signature, reported }: Catch): Cost | null => {
    const simplest = costIn(news, signature);
    if (simplest === null || compareCost(reported.cost, simplest) <= 0) return simplest;
    // On the clock a run has to let time pass, which takes actions of its own.
    const { timers } = reported.scope;
    if (timers === scope.timers) return simplest;
    return costIn(survey(design, { ...scope, timers }, properties, limits).found, signature);
  };
  const attemptBy = (engine: Engine): Attempt => {
    switch (engine) {
      case 'random':
        return huntRandomly(bug, properties, isNews, limits);
      case 'shortest':
        return attemptOf(surveyed, news, caughtBy);
      case 'exhaustive':
        return huntExhaustively(bug, properties, isNews, limits);
    }
  };
  const judges = (engine: Engine): boolean =>
    engine !== 'exhaustive' ||
    properties.every((property) => property.id !== caughtBy || isJudgedByRuns(property));
  const attempts = engines.filter(judges).map((engine): JudgedAttempt => {
    const attempt = attemptBy(engine);
    const { caught } = attempt;
    if (caught === null) return { ...attempt, preemptions: null, shortest: null };
    const preemptions = preemptionsOf(design, caught.reported);
    return { ...attempt, preemptions, shortest: shortestOf(caught) };
  });
  const costs = news.map(([signature, { cost }]) => [signature, cost] as const);
  return { bug: design.name, attempts, news: costs };
}

function costIn(found: RunsBySignature, signature: string): Cost | null {
  return found.find(([other]) => other === signature)?.[1].cost ?? null;
}

/** What the survey of the bug's scope has caught. */
function attemptOf(
  { states, seconds, bound }: Survey,
  news: RunsBySignature,
  caughtBy: string,
): Attempt {
  const attempt = { engine: 'shortest', runs: 0, states, seconds } as const;
  const [named] = news
    .filter(([signature]) => signature.startsWith(`${caughtBy} `))
    .toSorted(([, a], [, b]) => compareCost(a.cost, b.cost));
  if (named === undefined) return { ...attempt, bound, caught: null };
  const [signature, run] = named;
  const caught = { signature, found: run, reported: run, shrinkSeconds: 0 };
  return { ...attempt, bound: null, caught };
}
