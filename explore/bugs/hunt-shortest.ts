import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { compareCost } from '../execution.ts';
import type { RunsBySignature } from '../findings.ts';
import { judgedIn } from '../judged-in.ts';
import type { Scope } from '../scope.ts';
import { searchScope } from '../search/search-scope.ts';
import type { Attempt, HuntLimits, IsNews } from './attempt.ts';
import { preemptionsOf } from './preemptions.ts';
import { scopeOfBug } from './scope-of-bug.ts';

/** Every state of a scope, the cheapest runs first. */
export interface Survey {
  /** Of each signature a cheapest run; of hangs, a run. */
  readonly found: RunsBySignature;
  readonly states: number;
  readonly bound: string | null;
}

/** All that a design breaks in the scope. */
export function survey(
  design: Design,
  scope: Scope,
  properties: readonly Property[],
  { maxStates, seconds }: HuntLimits,
): Survey {
  const endMs = performance.now() + seconds * 1000;
  const spent = ({ states }: { readonly states: number }): string | null => {
    if (states > maxStates) return `${maxStates} states`;
    return performance.now() > endMs ? `${states} states` : null;
  };
  const options = { exact: false, preemptions: null, script: null };
  const judged = judgedIn(scope, design, properties);
  const search = searchScope(design, scope, judged, { spent }, options);
  const shortest = new Set(search.found.map(([signature]) => signature));
  const hangs = search.hangs.filter(([signature]) => !shortest.has(signature));
  return { found: [...search.found, ...hangs], states: search.states, bound: search.bound };
}

/** Visits every state of the scope in which the bug bites. */
export function huntForShortest(
  bug: SeededBug,
  properties: readonly Property[],
  isNews: IsNews,
  limits: HuntLimits,
): Attempt {
  const { design, caughtBy } = bug;
  const startedMs = performance.now();
  const { found, states, bound } = survey(design, scopeOfBug(bug), properties, limits);
  const seconds = (performance.now() - startedMs) / 1000;
  const news = found.filter(([signature]) => isNews(signature));
  const [named] = news
    .filter(([signature]) => signature.startsWith(`${caughtBy} `))
    .toSorted(([, a], [, b]) => compareCost(a.cost, b.cost));
  const others = news.filter((one) => one !== named).map(([signature]) => signature);
  const attempt = { bug: design.name, engine: 'shortest', runs: 0, states, seconds } as const;
  if (named === undefined) return { ...attempt, others, bound, caught: null };
  const [signature, run] = named;
  const preemptions = preemptionsOf(design, run);
  const caught = { signature, found: run, reported: run, preemptions, shrinkSeconds: 0 };
  return { ...attempt, others, bound: null, caught };
}
