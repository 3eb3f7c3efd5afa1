import type { Ledger } from '../ledger.ts';
import type { Property } from '../property.ts';
import { type ArmedRuns, countRuns, NO_RUNS, whoArmed, type WorkRuns } from './failed-runs.ts';

interface Waiting extends ArmedRuns {
  /** Time in which something waited for the next run of the work, up to one more than a bound. */
  readonly waitedJiffies: number;
  /**
   * Calls in progress since something began to wait, which may be about to arm the work; each until
   * it responds. Null: nothing waits.
   */
  readonly waitingFor: readonly number[] | null;
}

/** One layout for all records: those that spreads make have many. */
function waiting(
  { failed, running, refused, erased }: WorkRuns,
  waitedJiffies: number,
  waitingFor: readonly number[] | null,
  armedBy: string | null,
): Waiting {
  return { failed, running, refused, erased, waitedJiffies, waitingFor, armedBy };
}

/** The longest time until the next run, after `failed` failed ones in a row. */
function longest(failed: number, delays: readonly number[]): number {
  return delays[Math.min(failed, delays.length - 1)] as number;
}

const NOBODY: readonly number[] = [];

function waitedFor(
  running: boolean,
  waitingFor: readonly number[] | null,
  ledger: Ledger,
): readonly number[] | null {
  if (running || ledger.deferred.length === 0) return null;
  if (waitingFor?.length === 0) return waitingFor;
  if (waitingFor === null) {
    return ledger.open.length === 0 ? NOBODY : ledger.open.map(({ call }) => call);
  }
  if (waitingFor.every((call) => ledger.openCall(call) !== undefined)) return waitingFor;
  return waitingFor.filter((call) => ledger.openCall(call) !== undefined);
}

/** Whether the run of the work that ends was in vain, as its policy may see it. */
function isInVain({ erased }: Waiting, ledger: Ledger): boolean {
  return !erased && ledger.deferred.length > 0;
}

/**
 * The time counts from the moment when something is deferred, or when a run of the work has left
 * something, and every call in progress then has responded. No further call, and no refusal of
 * memory, makes it begin again: only a run of the work does, or that nothing is deferred any more.
 * It counts only while the work is armed: whether it is armed at all is for others to say.
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
  appliesTo: (traits) => traits.retriesByWork && traits.longestDelaysJiffies.length > 0,
  initial: waiting(NO_RUNS, 0, null, null),
  next(state, fact, ledger, ruling, traits) {
    if (ledger.tornDown) return state;
    const delays = traits.longestDelaysJiffies;
    if (fact.kind === 'time') {
      if (state.waitingFor?.length !== 0 || ledger.work !== 'armed') return state;
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
      return waiting(state, waitedJiffies, state.waitingFor, state.armedBy);
    }
    const now = countRuns(state, fact, delays.length - 1, isInVain(state, ledger));
    if (now.running && !state.running && ledger.deferred.length > 0) ruling.witness();
    const waitingFor = waitedFor(now.running, state.waitingFor, ledger);
    const waitedJiffies = waitingFor?.length === 0 ? state.waitedJiffies : 0;
    const armedBy = fact.kind === 'work' ? whoArmed(state, fact, ruling.actor()) : state.armedBy;
    const isSame =
      now === state &&
      waitedJiffies === state.waitedJiffies &&
      waitingFor === state.waitingFor &&
      armedBy === state.armedBy;
    return isSame ? state : waiting(now, waitedJiffies, waitingFor, armedBy);
  },
};
