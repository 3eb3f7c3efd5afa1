import type { Fact } from '../fact.ts';

/** What a property remembers of the runs of the work. */
export interface WorkRuns {
  /** The number of failed runs in a row. */
  readonly failed: number;
  /** A run is under way. The next two are about this run: was an erase refused, was one made? */
  readonly running: boolean;
  readonly refused: boolean;
  readonly erased: boolean;
}

export const NO_RUNS: WorkRuns = { failed: 0, running: false, refused: false, erased: false };

/**
 * Counts failed runs of the work in a row, up to `most`. A run fails if it is refused memory for an
 * erase and erases nothing. An erase by the *work* ends a row, and so does a run with nothing to
 * erase. An erase by a call does not: the call had its memory, or needed none.
 * @param hasFailed whether the run under way has failed, if it ends now
 * @returns `runs` itself if nothing has changed; else no more than what `WorkRuns` says, so that
 * whoever remembers more writes its record out: where a spread adds to one, V8 makes many layouts
 */
export function countRuns(
  runs: WorkRuns,
  fact: Fact,
  most: number,
  hasFailed: boolean = runs.refused && !runs.erased,
): WorkRuns {
  const { failed, running, refused, erased } = runs;
  switch (fact.kind) {
    case 'kept':
      if (!running || fact.call !== null) return runs;
      return { failed, running, refused: true, erased };
    case 'erased':
      if (!running || fact.call !== null) return runs;
      return { failed: 0, running, refused, erased: true };
    case 'work': {
      const runsNow = fact.state === 'running';
      if (runsNow === running) return runs;
      const after = hasFailed ? Math.min(failed + 1, most) : 0;
      return {
        failed: runsNow ? failed : after,
        running: runsNow,
        refused: false,
        erased: false,
      };
    }
    default:
      return runs;
  }
}

/** What a property remembers that asks who armed the work. */
export interface ArmedRuns extends WorkRuns {
  /** Who armed the work for its next run; null: it is not armed. */
  readonly armedBy: string | null;
}

/** Who armed the work for its next run. The end of a run only reports it once more. */
export function whoArmed(
  state: ArmedRuns,
  fact: Extract<Fact, { kind: 'work' }>,
  actor: string,
): string | null {
  if (fact.dueJiffies === null) return null;
  const ends = state.running && fact.state !== 'running';
  return ends ? state.armedBy : actor;
}
