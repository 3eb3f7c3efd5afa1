import type { CheckStats } from '../../explore/checking/verdict.ts';

/** How much was not searched again, as "from the cache: 34 of 36 searches" */
export function formatFromCache({
  searches,
  fromCache,
}: Pick<CheckStats, 'searches' | 'fromCache'>): string {
  return `from the cache: ${fromCache} of ${searches} searches`;
}

/** The same of several checks, as a line of a report; []: everything was searched. */
export function tellFromCache(
  all: readonly { readonly stats: Pick<CheckStats, 'searches' | 'fromCache'> }[],
): readonly string[] {
  const sum = (of: 'searches' | 'fromCache'): number =>
    all.reduce((total, { stats }) => total + stats[of], 0);
  const [searches, fromCache] = [sum('searches'), sum('fromCache')];
  if (fromCache === 0) return [];
  return [`${formatFromCache({ searches, fromCache })}; --fresh searches them again`];
}
