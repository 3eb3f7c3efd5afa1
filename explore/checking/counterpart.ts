import type { Subject } from '../../port/subject.ts';
import type { Execution } from '../world/execution.ts';
import { adaptRun, ownedActions } from '../world/adapt-run.ts';
import { replay } from '../world/replay.ts';
import { namesOf } from '../run/run.ts';
import { searchCalls } from '../minimal/search-calls.ts';
import type { Watch } from '../state-space/watch.ts';

/** What a design does with a run that shows a signature on another design. */
export interface Counterpart {
  /**
   * The first action (counted from 1) that cannot be taken there, and why; null: all can be taken.
   * The actions after it are then taken as far as they make sense.
   */
  readonly departs: { readonly action: number; readonly why: string } | null;
  /** The signatures that the run shows on this design. */
  readonly breaks: readonly string[];
  /** Whether this run, or another run of its calls, shows the signature on this design. */
  readonly shows: boolean;
  /**
   * Why not every run of its calls was visited on this design; null: all were, or none was needed.
   */
  readonly bound: string | null;
}

/**
 * Tries the run on another design. If it does not show the signature there, all runs of its calls
 * are tried.
 */
export function counterpartOf(
  subject: Subject,
  run: Execution,
  signature: string,
  watch: Watch,
): Counterpart {
  const { scope, actions } = run;
  const replayed = replay(subject, {
    ...namesOf(subject),
    scope,
    expect: null,
    note: null,
    actions,
  });
  const departs = 'why' in replayed ? { action: replayed.action, why: replayed.why } : null;
  const execution =
    'execution' in replayed
      ? replayed.execution
      : adaptRun(subject, scope, ownedActions(actions), null);
  const breaks = execution.breaches.map((breach) => breach.signature);
  if (breaks.includes(signature)) return { departs, breaks, shows: true, bound: null };
  const search = searchCalls(subject, run, signature, watch);
  const shows = [...search.found, ...search.hangs].some(([found]) => found === signature);
  return { departs, breaks, shows, bound: search.bound };
}
