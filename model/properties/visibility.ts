import type { Fact } from '../fact.ts';
import type { Ledger } from '../ledger.ts';
import type { Property, Ruling, Traits } from '../property.ts';
import { describeRequest, hadNoRoom, NOTHING, refusalOf } from './availability.ts';
import { countRuns, NO_RUNS, type WorkRuns } from './failed-runs.ts';

/** The number of failed retries in a row after which the log must have a line (Raj: "about 10"). */
export const FAILED_RETRIES = 10;

interface Retries extends WorkRuns {
  /** Lines that the log got since the last episode ended. */
  readonly lines: readonly string[];
  /** Some run of this row was refused nothing and left something: policies may count it. */
  readonly unsure: boolean;
}

/** One layout for all records: those that spreads make have many. */
function retries(
  { failed, running, refused, erased }: WorkRuns,
  lines: readonly string[],
  unsure: boolean,
): Retries {
  return { failed, running, refused, erased, lines, unsure };
}

/** Failed retries are counted up to this number. */
const MOST = FAILED_RETRIES + 1;

/**
 * A retry is a run of the work. For a design without a work, a refused erase of a range that was
 * deferred before is a failed retry, and any erase is a success. An episode ends with a success, or
 * when nothing is deferred any more.
 */
export const obs1: Property<Retries> = {
  id: 'OBS-1',
  sentence:
    `After ${FAILED_RETRIES} failed retries in a row the log has one line about it, and the ` +
    'retry policy asks for none about retries that did not fail.',
  witness: `${FAILED_RETRIES} retries failed in a row`,
  source: 'Raj, 20 June 2026: nothing in the log names the cause',
  reads: ['kept', 'erased', 'deferred', 'stored', 'work', 'logged', 'warning', 'invoked'],
  hears: ['kept', 'erased', 'stored', 'work', 'logged', 'warning'],
  timed: false,
  appliesTo: (traits) => traits.defers,
  initial: retries(NO_RUNS, [], false),
  next(state, fact, ledger, ruling, traits) {
    if (ledger.tornDown) return state;
    if (fact.kind === 'logged') return withLine(state, fact.cause, ruling);
    if (fact.kind === 'warning') judgeWarning(state, traits, ruling);
    const now = traits.retriesByWork
      ? countRuns(state, fact, MOST)
      : countDrains(state, fact, ledger);
    if (now.failed > state.failed) judgeFailure(now.failed, state.lines, ruling);
    const over = endsEpisode(state, fact, traits) || ledger.deferred.length === 0;
    const lines = over ? NO_LINES : state.lines;
    const unsure = isUnsure(state, now, ledger);
    const isSame = now === state && unsure === state.unsure && lines.length === state.lines.length;
    return isSame ? state : retries(now, lines, unsure);
  },
};

const NO_LINES: readonly string[] = [];

function isUnsure(before: Retries, now: WorkRuns, { deferred }: Ledger): boolean {
  if (now.erased || deferred.length === 0) return false;
  const ends = before.running && !now.running;
  return before.unsure || (ends && !before.refused && !before.erased);
}

/** Counts failures in a row, for a design without a work. */
function countDrains(state: Retries, fact: Fact, ledger: Ledger): WorkRuns {
  const { failed, running, refused, erased } = state;
  if (fact.kind === 'erased') return { failed: 0, running, refused, erased };
  if (fact.kind !== 'kept') return state;
  const again = ledger.deferred.some((range) => range.lo === fact.range.lo);
  if (!again) return state;
  return { failed: Math.min(failed + 1, MOST), running, refused, erased };
}

/**
 * Whether a retry has succeeded, or has found nothing to do. The end of a run that has already
 * succeeded ends nothing, so that lines logged after its success still count.
 */
function endsEpisode(before: Retries, fact: Fact, traits: Traits): boolean {
  if (fact.kind === 'erased')
    return !traits.retriesByWork || (before.running && fact.call === null);
  const ends = fact.kind === 'work' && before.running && fact.state !== 'running';
  return ends && !before.refused && !before.erased;
}

function judgeFailure(failed: number, lines: readonly string[], ruling: Ruling): void {
  if (failed !== FAILED_RETRIES) return;
  ruling.witness();
  if (lines.length > 0) return;
  ruling.broken(
    `${failed} retries in a row found no memory and the log has no line about it`,
    `the last of ${failed} retries in silence <- ${ruling.actor()} was refused an erase`,
  );
}

/** A run may end with the line that its policy asks for, so the run under way counts. */
function judgeWarning(state: Retries, { warns }: Traits, ruling: Ruling): void {
  const { refused, erased, unsure } = state;
  if (warns === null || unsure) return;
  const failed = state.failed + (refused && !erased ? 1 : 0);
  const least = Math.min(warns.after, FAILED_RETRIES);
  if (warns.per === 'range' ? refused : failed >= least) return;
  ruling.broken(
    warns.per === 'range'
      ? 'the log is to have a line about failed tries, and this run was refused nothing'
      : `the log is to have a line about ${warns.after} failed retries in a row, and only ` +
          `${failed} in a row have failed`,
    `${ruling.actor()} warns of retries that did not fail`,
  );
}

function withLine(state: Retries, cause: string, ruling: Ruling): Retries {
  if (!state.lines.includes(cause)) {
    return retries(state, [...state.lines, cause], state.unsure);
  }
  if (state.failed > 0) {
    ruling.broken(
      `the log has the line "${cause}" twice in one episode of failed retries`,
      `${ruling.actor()} logs a line again`,
    );
  }
  return state;
}

/** What the log has explained so far. */
interface Explained {
  /** The allocator has logged something since ranges began to be deferred. */
  readonly backlog: boolean;
  /** The calls that were in progress when the backlog ended; each until it responds. */
  readonly calls: readonly number[];
}

export const obs2: Property<Explained> = {
  id: 'OBS-2',
  sentence:
    'An allocation refused although its pages are free, or only wait to be erased, has its cause ' +
    'in the log.',
  witness: 'an allocation was refused, and no memory request of its own was',
  source: 'Raj, 20 June 2026: DMA maps start to fail, and nothing in the log names the cause',
  reads: [
    'invoked',
    'responded',
    'memory',
    'pressure',
    'stored',
    'erased',
    // For the sake of AVL-2 only: so the exhaustive engine searches for both at once.
    'kept',
    'deferred',
    'cached',
    'uncached',
    'work',
    'logged',
  ],
  hears: ['responded', 'logged', 'erased'],
  timed: false,
  refusals: true,
  appliesTo: (traits) => traits.defers,
  initial: { backlog: false, calls: [] },
  next(explained, fact, ledger, ruling, traits) {
    const { backlog, calls } = explained;
    if (fact.kind === 'logged') return { backlog: true, calls };
    if (fact.kind === 'erased') {
      if (!backlog || ledger.deferred.length > 0) return explained;
      return { backlog: false, calls: ledger.open.map(({ call }) => call) };
    }
    if (fact.kind !== 'responded') return explained;
    const known = backlog || calls.includes(fact.call);
    const rest = calls.includes(fact.call)
      ? { backlog, calls: calls.filter((call) => call !== fact.call) }
      : explained;
    const history = ledger.closed;
    // If its own object or store was refused, the page allocator's message names the cause.
    if (!fact.refused || history === null || history.ownRefused) return rest;
    ruling.witness();
    if (!known && !hadNoRoom(history, traits, ledger, NOTHING)) {
      ruling.refused(
        `a request for ${describeRequest(history)} was refused although it fits where nothing is ` +
          'held, or only deferred ranges are, and the log has no line that says why',
        refusalOf(history, traits, ledger, fact.because),
      );
    }
    return rest;
  },
};
