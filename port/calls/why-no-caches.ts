import type { CallBounds } from '../call-description.ts';

/** Why a scope has no calls by way of the caches; null: it has them. */
export function whyNoCaches({ cached }: CallBounds): string | null {
  return cached ? null : 'call: the scope has no caches ("magazine": 0)';
}
