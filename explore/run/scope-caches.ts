import type { Scope } from './scope.ts';

/** The values of a scope that has no caches. */
export const NO_CACHES: Pick<Scope, 'magazine' | 'classes' | 'stock' | 'hotplug'> = {
  magazine: 0,
  classes: 1,
  stock: 0,
  hotplug: false,
};

/** Why the caches of a scope do not fit its other bounds, as "KEY: why"; null: they do. */
export function wrongCaches(
  scope: Pick<Scope, 'magazine' | 'stock' | 'hotplug' | 'requests' | 'pages' | 'classes'>,
): string | null {
  const { magazine, classes, stock, hotplug, requests, pages } = scope;
  if (magazine === 0) {
    const needs = 'it needs caches: give magazine=1 or more';
    if (requests === 'cached') return `requests=cached: ${needs}`;
    if (hotplug) return `hotplug=on: ${needs}`;
    if (stock > 0) return `stock=${stock}: ${needs}`;
    if (classes > 1) return `classes=${classes}: ${needs}`;
  }
  return stock > pages ? `stock=${stock}: the space has ${pages} pages` : null;
}

/** With more ranges in caches, a run takes long to begin, and a state takes much memory. */
const FEW_STOCKED = 64;

/** Whether so much is cached when a run begins that each trial is slow, and no search gets far. */
export function isHeavilyStocked({ stock }: Pick<Scope, 'stock'>): boolean {
  return stock > FEW_STOCKED;
}
