import type { Subject } from '../../port/subject.ts';
import type { Execution } from '../world/execution.ts';
import { judgedFor } from '../world/judged-for.ts';
import type { Scope } from '../run/scope.ts';
import { scopeOfRun } from './scope-of-run.ts';
import { scriptOf } from '../run/script-file.ts';
import { budgetWithin, type Limits } from '../state-space/limits.ts';
import { type ScopeSearch, searchScope } from '../engines/shortest/search-scope.ts';
import type { Watch } from '../state-space/watch.ts';

/** Shrunk runs make few calls: most of these searches visit fewer than 1000 states. */
const LIMITS: Limits = { maxStates: 20_000, maxMegabytes: 256 };

/** A search of all runs with the calls of a given one. */
export interface CallsSearch extends ScopeSearch {
  readonly scope: Scope;
}

/**
 * Searches all runs in which each context makes the calls that it makes in `run`, in the same
 * order, with at most as many refusals, one by one. Only the property of the signature is judged.
 * No search has pressure, or lets time pass only part of the way to a deadline. If `run` does so,
 * the result has a bound that says it.
 */
export function searchCalls(
  subject: Subject,
  run: Execution,
  signature: string,
  watch: Watch,
): CallsSearch {
  const script = scriptOf(run);
  const scope = scopeOfRun(run);
  const search = searchScope(judgedFor(subject, signature), scope, budgetWithin(LIMITS, watch), {
    exact: false,
    preemptions: null,
    script,
  });
  return { ...search, bound: search.bound ?? leftOutOf(run), scope };
}

/**
 * What the run does and no search does: other runs with its calls may do so, too; null: nothing.
 */
function leftOutOf({ actions, cutsTimeShort }: Execution): string | null {
  if (actions.some((action) => action.do === 'pressure')) return 'no search makes memory scarce';
  return cutsTimeShort ? 'no search lets less time pass than up to the next deadline' : null;
}
