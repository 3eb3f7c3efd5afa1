import type { Property } from '../property.ts';
import { describeRequest, hadNoRoom } from './availability.ts';

/** After how many failed retries in a row the log must say so (Raj: "about 10"). */
export const FAILED_RETRIES = 10;

interface Retries {
  /** Failed in a row. */
  readonly failed: number;
  /** A run of the work is under way; was anything refused in it, anything erased? */
  readonly running: boolean;
  readonly refusedInRun: boolean;
  readonly erasedInRun: boolean;
  readonly logged: boolean;
}

const NO_RETRIES: Retries = {
  failed: 0,
  running: false,
  refusedInRun: false,
  erasedInRun: false,
  logged: false,
};

/**
 * A retry is a run of the work; for a design without one, the refused erase of a range deferred
 * before. It fails if it was refused memory and erased nothing. An episode ends with a success.
 */
export const obs1: Property<Retries> = {
  id: 'OBS-1',
  sentence: `After ${FAILED_RETRIES} failed retries in a row the log has one line about it.`,
  witness: `${FAILED_RETRIES} retries failed in a row`,
  source: 'Raj, 20 June 2026: nothing in the log names the cause',
  reads: ['kept', 'erased', 'deferred', 'stored', 'work', 'logged', 'invoked'],
  hears: ['kept', 'erased', 'work', 'logged'],
  timed: false,
  appliesTo: (traits) => traits.defers,
  initial: NO_RETRIES,
  next(state, fact, ledger, ruling, traits) {
    if (ledger.tornDown) return state;
    switch (fact.kind) {
      case 'logged':
        if (state.logged && state.failed >= FAILED_RETRIES) {
          ruling.broken('the log has the line about failed retries twice in one episode');
        }
        return { ...state, logged: true };
      case 'kept': {
        if (state.running && fact.call === null) return { ...state, refusedInRun: true };
        if (traits.retriesByWork) return state;
        const again = ledger.deferred.some((range) => range.lo === fact.range.lo);
        return again ? failedOnce(state, ruling) : state;
      }
      case 'erased':
        if (state.running && fact.call === null) {
          return { ...state, failed: 0, logged: false, erasedInRun: true };
        }
        return state.failed === 0 ? state : { ...state, failed: 0, logged: false };
      case 'work': {
        const running = fact.state === 'running';
        if (running === state.running) return state;
        const rested = { ...state, running, refusedInRun: false, erasedInRun: false };
        if (running) return rested;
        return state.refusedInRun && !state.erasedInRun ? failedOnce(rested, ruling) : rested;
      }
      default:
        return state;
    }
  },
};

function failedOnce(
  state: Retries,
  ruling: { witness(): void; broken(why: string): void },
): Retries {
  const failed = Math.min(state.failed + 1, FAILED_RETRIES + 1);
  if (failed === FAILED_RETRIES) {
    ruling.witness();
    if (!state.logged) {
      ruling.broken(`${failed} retries in a row found no memory and the log has no line about it`);
    }
  }
  return { ...state, failed };
}

/** The allocator has logged something since ranges began to be deferred. */
type Explained = boolean;

export const obs2: Property<Explained> = {
  id: 'OBS-2',
  sentence:
    'An allocation refused although its pages are free, or only wait to be erased, has its cause ' +
    'in the log.',
  witness: 'an allocation was refused, and no memory request of its own was',
  source: 'Raj, 20 June 2026: DMA maps start to fail, and nothing in the log names the cause',
  reads: ['invoked', 'responded', 'memory', 'pressure', 'stored', 'erased', 'deferred', 'logged'],
  hears: ['responded', 'logged', 'erased'],
  timed: false,
  appliesTo: (traits) => traits.defers,
  initial: false,
  next(explained, fact, ledger, ruling, traits) {
    if (fact.kind === 'logged') return true;
    if (fact.kind === 'erased') return explained && ledger.deferred.length > 0;
    const history = ledger.closed;
    if (fact.kind !== 'responded' || !fact.refused) return explained;
    // A refused object or store of its own is named by the page allocator's own message.
    if (history === null || history.ownRefused) return explained;
    ruling.witness();
    if (!explained && !hadNoRoom(history, traits, ledger, false)) {
      ruling.broken(
        `a request for ${describeRequest(history)} was refused although it fits where nothing is ` +
          'held, or only deferred ranges are, and the log has no line that says why',
        fact.because ?? undefined,
      );
    }
    return explained;
  },
};
