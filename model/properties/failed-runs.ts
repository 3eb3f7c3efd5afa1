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
 */
export function countRuns<S extends WorkRuns>(
  runs: S,
  fact: Fact,
  most: number,
  hasFailed: boolean = runs.refused && !runs.erased,
): S {
  switch (fact.kind) {
    case 'kept':
      return runs.running && fact.call === null ? changed(runs, true, runs.erased) : runs;
    case 'erased':
      return runs.running && fact.call === null ? changed(runs, runs.refused, true, 0) : runs;
    case 'work': {
      const running = fact.state === 'running';
      if (running === runs.running) return runs;
      if (running) return changed(runs, false, false, runs.failed, running);
      const failed = hasFailed ? Math.min(runs.failed + 1, most) : 0;
      return changed(runs, false, false, failed, running);
    }
    default:
      return runs;
  }
}

/** A copy that is then written to: V8 takes longer where a spread replaces fields. */
function changed<S extends WorkRuns>(
  runs: S,
  refused: boolean,
  erased: boolean,
  failed: number = runs.failed,
  running: boolean = runs.running,
): S {
  const copy: S = { ...runs };
  const now: { -readonly [Field in keyof WorkRuns]: WorkRuns[Field] } = copy;
  now.failed = failed;
  now.running = running;
  now.refused = refused;
  now.erased = erased;
  return copy;
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
