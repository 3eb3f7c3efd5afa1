import type { Ledger } from '../ledger.ts';
import type { Property } from '../property.ts';
import { type ArmedRuns, countRuns, NO_RUNS, whoArmed } from './failed-runs.ts';

interface Waiting extends ArmedRuns {
  /** Time in which something waited for the next run of the work, up to one more than a bound. */
  readonly waitedJiffies: number;
  /** Something is deferred, and no call has been in progress at some moment since. */
  readonly settled: boolean;
}

/** The longest time until the next run, after `failed` failed ones in a row. */
function longest(failed: number, delays: readonly number[]): number {
  return delays[Math.min(failed, delays.length - 1)] as number;
}

/** Whether time counts: a call in progress may be about to arm the work for what it deferred. */
function isSettled({ running, settled }: Waiting, ledger: Ledger): boolean {
  if (running || ledger.deferred.length === 0) return false;
  return settled || ledger.open.length === 0;
}

/**
 * The time counts from the end of a run, or from the moment when something is deferred and no call
 * is in progress. No call, and no refusal of memory, makes it begin again: only a run of the work
 * does, or that nothing is deferred any more. It counts only while the work is armed: whether it is
 * armed at all is for others to say.
 */
export const liv4: Property<Waiting> = {
  id: 'LIV-4',
  sentence:
    'What is deferred is tried again within the time that the policy promises, whatever is ' +
    'called meanwhile.',
  witness: 'the work ran while something was deferred',
  source: 'mod_delayed_work() in a free: frees that go on put the retry off for ever',
  reads: ['kept', 'erased', 'stored', 'deferred', 'work', 'time', 'invoked', 'responded'],
  hears: ['kept', 'erased', 'stored', 'deferred', 'work', 'time', 'responded'],
  timed: true,
  appliesTo: (traits) => traits.retriesByWork,
  initial: { ...NO_RUNS, waitedJiffies: 0, settled: false, armedBy: null },
  next(state, fact, ledger, ruling, traits) {
    if (ledger.tornDown) return state;
    const delays = traits.longestDelaysJiffies;
    if (fact.kind === 'time') {
      if (!state.settled || ledger.work !== 'armed') return state;
      const most = longest(state.failed, delays);
      const waitedJiffies = Math.min(state.waitedJiffies + fact.byJiffies, most + 1);
      if (waitedJiffies === state.waitedJiffies) return state;
      if (waitedJiffies > most) {
        ruling.broken(
          `something has been deferred for more than ${most} ms without a run of the work, which ` +
            'is longer than its policy lets it wait here',
          `${state.armedBy ?? ruling.actor()} armed the work too late`,
        );
      }
      return { ...state, waitedJiffies };
    }
    const now = countRuns(state, fact, delays.length - 1);
    if (now.running && !state.running && ledger.deferred.length > 0) ruling.witness();
    const settled = isSettled(now, ledger);
    const waitedJiffies = settled ? state.waitedJiffies : 0;
    const armedBy = fact.kind === 'work' ? whoArmed(state, fact, ruling.actor()) : state.armedBy;
    return { ...now, waitedJiffies, settled, armedBy };
  },
};
