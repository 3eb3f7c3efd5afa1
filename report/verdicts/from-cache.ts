import type { CheckStats, DesignResult } from '../../explore/checking/verdict.ts';

/** How many searches there were, and how many of them were not made again. */
export type FromCache = Pick<CheckStats, 'searches' | 'fromCache'>;

/** As "from the cache: 34 of 36 searches" */
export function formatFromCache({ searches, fromCache }: FromCache): string {
  return `from the cache: ${fromCache} of ${searches} searches`;
}

/** That of several checks together. */
export function sumFromCache(results: readonly Pick<DesignResult, 'stats'>[]): FromCache {
  const sum = { searches: 0, fromCache: 0 };
  for (const { stats } of results) {
    sum.searches += stats.searches;
    sum.fromCache += stats.fromCache;
  }
  return sum;
}

/** The line of a report about it; []: everything was searched. */
export function tellFromCache(results: readonly Pick<DesignResult, 'stats'>[]): readonly string[] {
  const sum = sumFromCache(results);
  return sum.fromCache === 0 ? [] : [`${formatFromCache(sum)}; --fresh searches them again`];
}
