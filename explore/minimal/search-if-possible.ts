import type { Subject } from '../../port/subject.ts';
import {
  type ScopeOptions,
  type ScopeSearch,
  searchScope,
} from '../engines/shortest/search-scope.ts';
import type { Scope } from '../run/scope.ts';
import { isHeavilyStocked } from '../run/scope-caches.ts';
import type { Budget } from '../state-space/budget.ts';
import { CannotSearch } from '../world/cannot-search.ts';

/**
 * Searches the scope. If the system cannot save its states, or its caches hold too much, nothing is
 * found, and the bound says so: runs are then made simple by replay alone, and none is proved to be
 * the simplest.
 */
export function searchIfPossible(
  subject: Subject,
  scope: Scope,
  budget: Budget,
  options: ScopeOptions,
): ScopeSearch {
  if (isHeavilyStocked(scope)) return notSearched(subject, 'its caches hold too much');
  try {
    return searchScope(subject, scope, budget, options);
  } catch (error) {
    if (!(error instanceof CannotSearch)) throw error;
    return notSearched(subject, `the system cannot ${error.what}`);
  }
}

function notSearched({ properties }: Subject, bound: string): ScopeSearch {
  const nothing = { found: [], hangs: [], states: 0, transitions: 0, collisions: 0 };
  return { ...nothing, witnesses: properties.map(() => 0), bound };
}
