import type { Subject } from '../../port/subject.ts';
import {
  type ScopeOptions,
  type ScopeSearch,
  searchScope,
} from '../engines/shortest/search-scope.ts';
import type { Scope } from '../run/scope.ts';
import type { Budget } from '../state-space/budget.ts';
import { CannotSearch } from '../world/cannot-search.ts';

/**
 * Searches the scope. If the system cannot save its states, nothing is found, and the bound says
 * so: runs are then made simple by replay alone, and none is proved to be the simplest.
 */
export function searchIfPossible(
  subject: Subject,
  scope: Scope,
  budget: Budget,
  options: ScopeOptions,
): ScopeSearch {
  try {
    return searchScope(subject, scope, budget, options);
  } catch (error) {
    if (!(error instanceof CannotSearch)) throw error;
    const nothing = { found: [], hangs: [], states: 0, transitions: 0, collisions: 0 };
    const witnesses = subject.properties.map(() => 0);
    return { ...nothing, witnesses, bound: `the system cannot ${error.what}` };
  }
}
