import type { Subject } from '../../port/subject.ts';
import type { Execution } from '../world/execution.ts';
import type { CallAnswer } from '../world/world.ts';
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
  /** The first call that is answered otherwise there; null: none is, as far as both respond. */
  readonly parts: {
    readonly call: number;
    readonly here: CallAnswer['is'];
    readonly there: CallAnswer['is'];
  } | null;
  /** The signatures that the run shows on this design. */
  readonly breaks: readonly string[];
  /** Whether this run, or another run of its calls, shows the signature on this design. */
  readonly shows: boolean;
  /**
   * Why not every run of its calls was visited on this design, as when it cannot save its states;
   * null: all were, or none was needed.
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
  const parts = firstOtherAnswer(run, execution);
  if (breaks.includes(signature)) return { departs, parts, breaks, shows: true, bound: null };
  const search = searchCalls(subject, run, signature, watch);
  const shows = [...search.found, ...search.hangs].some(([found]) => found === signature);
  return { departs, parts, breaks, shows, bound: search.bound };
}

function firstOtherAnswer(run: Execution, other: Execution): Counterpart['parts'] {
  for (const { call, is: here } of run.answers) {
    const there = other.answers.find((answer) => answer.call === call)?.is ?? here;
    if (there !== here) return { call, here, there };
  }
  return null;
}
