import type { Subject } from '../../port/subject.ts';
import type { Execution } from '../world/execution.ts';
import { judgedFor } from '../world/judged-for.ts';
import type { Scope } from '../run/scope.ts';
import { scopeOfRun } from './scope-of-run.ts';
import { scriptOf } from '../run/script-file.ts';
import { budgetWithin, type Limits } from '../state-space/limits.ts';
import { type ScopeSearch, searchScope } from '../engines/shortest/search-scope.ts';
import type { Watch } from '../state-space/watch.ts';

/** Shrunk runs make few calls: most of these searches visit less than 1000 states. */
const LIMITS: Limits = { maxStates: 20_000, maxMegabytes: 256 };

/** A search of all runs that are made of the calls of one. */
export interface CallsSearch extends ScopeSearch {
  readonly scope: Scope;
}

/**
 * Every run with no other calls than those of `run`, each on its context, in their order there, and
 * with as many refusals, one by one, judged by the property that the signature is of. Pressure and
 * time short of a deadline are in no search: of a run that has them this is a bound.
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

/** What the run does and no search: others of its calls may do so, too; null: nothing. */
function leftOutOf({ actions, cutsTimeShort }: Execution): string | null {
  if (actions.some((action) => action.do === 'pressure')) return 'no search makes memory scarce';
  return cutsTimeShort ? 'no search lets less time pass than up to the next deadline' : null;
}
