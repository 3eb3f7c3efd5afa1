import type { Fact } from '../fact.ts';
import type { Ledger } from '../ledger.ts';
import type { Property } from '../property.ts';
import { type ArmedRuns, countRuns, NO_RUNS, whoArmed, type WorkRuns } from './failed-runs.ts';

interface Wakeups extends ArmedRuns {
  /** Time since the last run ended, counted up to the promised delay; 0 if it did not fail. */
  readonly restedJiffies: number;
  /** A run is under way, and during it a call was in progress or something was deferred. */
  readonly disturbed: boolean;
}

/** One layout for all records: those that spreads make have many. */
function wakeups(
  { failed, running, refused, erased }: WorkRuns,
  restedJiffies: number,
  armedBy: string | null,
  disturbed: boolean,
): Wakeups {
  return { failed, running, refused, erased, restedJiffies, armedBy, disturbed };
}

/** The least delay after `failed` failed runs in a row, in jiffies; 0 if the last did not fail. */
function promised(failed: number, delays: readonly number[]): number {
  return delays[Math.min(failed, delays.length) - 1] ?? 0;
}

/** Whether the fact disturbs the run under way: see `disturbed`. */
function disturbs(fact: Fact, ledger: Ledger): boolean {
  return fact.kind === 'deferred' || fact.kind === 'invoked' || ledger.open.length > 0;
}

/**
 * Judged when a run begins (did it wait long enough?) and when a run ends (is another run needed?).
 * During a run, a call may arm the work for ranges that this run then erases. Without such a call,
 * a run that leaves nothing deferred must be the last.
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
  appliesTo: (traits) => traits.retriesByWork && traits.retryDelaysJiffies.length > 0,
  initial: wakeups(NO_RUNS, 0, null, false),
  next(state, fact, ledger, ruling, traits) {
    if (ledger.tornDown) return state;
    const delays = traits.retryDelaysJiffies;
    if (fact.kind === 'time') {
      const most = state.running ? 0 : promised(state.failed, delays);
      const restedJiffies = Math.min(state.restedJiffies + fact.byJiffies, most);
      if (restedJiffies === state.restedJiffies) return state;
      return wakeups(state, restedJiffies, state.armedBy, state.disturbed);
    }
    const now = countRuns(state, fact, delays.length);
    const disturbed = now.running && (state.disturbed || disturbs(fact, ledger));
    if (fact.kind !== 'work') {
      if (now === state && disturbed === state.disturbed) return state;
      return wakeups(now, state.restedJiffies, state.armedBy, disturbed);
    }
    const begins = now.running && !state.running;
    const ends = state.running && !now.running;
    if (ends && !state.disturbed && ledger.deferred.length === 0) {
      ruling.witness();
      if (fact.dueJiffies !== null) {
        ruling.broken(
          'the work is to run again although nothing is deferred, and no call was in progress ' +
            'during this run that could have armed it',
          `${state.armedBy ?? ruling.actor()} armed the work for nothing`,
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
          `${state.armedBy ?? ruling.actor()} armed the work too early`,
        );
      }
    }
    const restedJiffies = begins ? 0 : state.restedJiffies;
    return wakeups(now, restedJiffies, whoArmed(state, fact, ruling.actor()), disturbed);
  },
};

/** Failures are counted only up to the number of delays that the policy has. */
function inARow(failed: number, most: number): string {
  return failed === 1 && most > 1 ? 'the first in a row' : `${failed} or more in a row`;
}
