import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import type { Property } from '../../model/property.ts';
import type { Engine } from '../check-plan.ts';
import type { Attempt, HuntLimits, IsNews } from './attempt.ts';
import { huntExhaustively } from './hunt-exhaustive.ts';
import { huntRandomly } from './hunt-random.ts';
import { huntForShortest, survey } from './hunt-shortest.ts';
import { scopeOfBug } from './scope-of-bug.ts';

/**
 * One engine on one bug; null: it does not judge the property that must catch it.
 * @param known signatures of the base under these callers, in whatever scope they were found
 */
export function hunt(
  bug: SeededBug,
  engine: Engine,
  properties: readonly Property[],
  known: readonly string[],
  limits: HuntLimits,
): Attempt | null {
  const base = survey(bug.base, scopeOfBug(bug), properties, limits);
  const natural = new Set([...known, ...base.found.map(([signature]) => signature)]);
  const isNews: IsNews = (signature) => !natural.has(signature);
  switch (engine) {
    case 'random':
      return huntRandomly(bug, properties, isNews, limits);
    case 'shortest':
      return huntForShortest(bug, properties, isNews, limits);
    case 'exhaustive':
      return huntExhaustively(bug, properties, isNews, limits);
  }
}
