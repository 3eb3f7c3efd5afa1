import type { Fact } from '../fact.ts';

/** What is known of the runs of the work. */
export interface WorkRuns {
  /** Failed runs in a row. */
  readonly failed: number;
  /** A run is under way; was anything refused in it, anything erased? */
  readonly running: boolean;
  readonly refused: boolean;
  readonly erased: boolean;
}

export const NO_RUNS: WorkRuns = { failed: 0, running: false, refused: false, erased: false };

/**
 * Counts failed runs of the work in a row, up to `most`. A run fails that is refused memory for an
 * erase and erases nothing. What the *work* erases ends a row, and so does a run with nothing to
 * erase; what a call erases does not: it had its memory, or needed none.
 */
export function countRuns<S extends WorkRuns>(runs: S, fact: Fact, most: number): S {
  switch (fact.kind) {
    case 'kept':
      return runs.running && fact.call === null ? { ...runs, refused: true } : runs;
    case 'erased':
      return runs.running && fact.call === null ? { ...runs, failed: 0, erased: true } : runs;
    case 'work': {
      const running = fact.state === 'running';
      if (running === runs.running) return runs;
      if (running) return { ...runs, running, refused: false, erased: false };
      const hasFailed = runs.refused && !runs.erased;
      const failed = hasFailed ? Math.min(runs.failed + 1, most) : 0;
      return { ...runs, running, refused: false, erased: false, failed };
    }
    default:
      return runs;
  }
}
