import type { Fact } from '../fact.ts';
import type { Ledger } from '../ledger.ts';
import type { Property } from '../property.ts';
import { countRuns, NO_RUNS, type WorkRuns } from './failed-runs.ts';

interface Wakeups extends WorkRuns {
  /** Time passed since the last run ended, up to the delay that is promised; 0 if it was good. */
  readonly restedJiffies: number;
  /** The step that armed the work for its next run; null: none has. */
  readonly armedAt: string | null;
  /** A run is under way, and a call was in progress during it, or something deferred. */
  readonly disturbed: boolean;
}

/** What the n-th failed run in a row is to be followed by, n from 1. */
function promised(failed: number, delays: readonly number[]): number {
  return delays[Math.min(failed, delays.length) - 1] ?? 0;
}

/** The step that arms the work for its next run; what was armed is told again as a run ends. */
function armedAt(state: Wakeups, fact: Extract<Fact, { kind: 'work' }>, at: string): string | null {
  if (fact.dueJiffies === null) return null;
  const ends = state.running && fact.state !== 'running';
  return ends ? state.armedAt : at;
}

/** Whether the run under way is disturbed, if it was not before. */
function disturbs(fact: Fact, ledger: Ledger): boolean {
  return fact.kind === 'deferred' || fact.kind === 'invoked' || ledger.open.length > 0;
}

/**
 * Judged as a run begins: did it wait? And as one ends: what is the next one for? A call may arm
 * the work for what the run that is under way erases; else a run that leaves nothing is the last.
 */
export const cst1: Property<Wakeups> = {
  id: 'CST-1',
  sentence:
    'Wakeups under sustained pressure are at most what the policy promises, with and without ' +
    'frees going on; where nothing is deferred there are none.',
  witness: 'a run of the work followed a failed one, or left nothing',
  source: 'Raj, 20 June 2026: backoff saves wakeups under sustained pressure',
  reads: ['kept', 'erased', 'stored', 'deferred', 'work', 'time', 'invoked', 'responded'],
  hears: ['kept', 'erased', 'deferred', 'work', 'time', 'invoked'],
  timed: true,
  appliesTo: (traits) => traits.retriesByWork,
  initial: { ...NO_RUNS, restedJiffies: 0, armedAt: null, disturbed: false },
  next(state, fact, ledger, ruling, traits) {
    if (ledger.tornDown) return state;
    const delays = traits.retryDelaysJiffies;
    if (fact.kind === 'time') {
      const most = state.running ? 0 : promised(state.failed, delays);
      const restedJiffies = Math.min(state.restedJiffies + fact.byJiffies, most);
      return restedJiffies === state.restedJiffies ? state : { ...state, restedJiffies };
    }
    const now = countRuns(state, fact, delays.length);
    const disturbed = now.running && (state.disturbed || disturbs(fact, ledger));
    if (fact.kind !== 'work') return disturbed === now.disturbed ? now : { ...now, disturbed };
    const begins = now.running && !state.running;
    const ends = state.running && !now.running;
    if (ends && !state.disturbed && ledger.deferred.length === 0) {
      ruling.witness();
      if (fact.dueJiffies !== null) {
        ruling.broken(
          'the work is to run again although nothing is deferred, and no call was in progress ' +
            'during this run that could have armed it',
          state.armedAt ?? undefined,
        );
      }
    }
    if (begins && state.failed > 0) {
      ruling.witness();
      const least = promised(state.failed, delays);
      if (state.restedJiffies < least) {
        ruling.broken(
          `the work runs again ${state.restedJiffies} ms after a run that found no memory and ` +
            `erased nothing, ${inARow(state.failed, delays.length)}: its policy promises ` +
            `${least} ms`,
          state.armedAt ?? undefined,
        );
      }
    }
    const restedJiffies = begins ? 0 : now.restedJiffies;
    return { ...now, restedJiffies, disturbed, armedAt: armedAt(state, fact, ruling.here()) };
  },
};

/** Failures are counted no further than the policy tells them apart. */
function inARow(failed: number, most: number): string {
  return failed === 1 && most > 1 ? 'the first in a row' : `${failed} or more in a row`;
}
