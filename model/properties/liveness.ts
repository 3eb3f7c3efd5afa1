import type { Ledger } from '../ledger.ts';
import type { Property, Ruling, Traits } from '../property.ts';
import { formatRange, overlaps, type Range } from '../range.ts';
import { type RangeSet, subtract } from '../range-set.ts';
import type { Misuse } from '../misuse.ts';
import { knownBound } from './known-bound.ts';

/** What LIV-1 remembers since memory was last short. T is explained at `liv1`. */
interface Recovery {
  /** Calls in progress at the last refusal that have not responded yet. */
  readonly waitingFor: readonly number[];
  /** Time passed since T, counted up to one more than the bound; null: T has not come yet. */
  readonly sinceJiffies: number | null;
  /** What was deferred at T and has not been erased since. */
  readonly owed: RangeSet;
  /** Who deferred each deferred range. */
  readonly places: readonly Place[];
}

interface Place {
  readonly range: Range;
  readonly by: string;
}

/** The places without the pages of `range`. */
function forget(places: readonly Place[], range: Range): readonly Place[] {
  if (!places.some((place) => overlaps(place.range, range))) return places;
  return places.flatMap(({ range: whole, by }) =>
    subtract([whole], range).map((rest) => ({ range: rest, by })),
  );
}

function withOwed(state: Recovery, owed: RangeSet, places: readonly Place[]): Recovery {
  const { waitingFor, sinceJiffies } = state;
  return { waitingFor, sinceJiffies, owed, places };
}

/**
 * T is the moment at which memory was last refused (or pressure ended), or, if later, the moment at
 * which the last call that was in progress then has responded. The last erase may happen at
 * T + bound, but not later.
 */
export const liv1: Property<Recovery> = {
  id: 'LIV-1',
  sentence: "Once memory is back, every deferred range is erased within the design's bound.",
  witness: 'something was deferred when memory was back and every call had responded',
  source: 'Raj, 20 June 2026: recovery must not be delayed; Gunthorpe on ranges that stay for ever',
  reads: ['memory', 'pressure', 'invoked', 'responded', 'deferred', 'erased', 'stored', 'time'],
  hears: ['memory', 'pressure', 'responded', 'deferred', 'erased', 'stored', 'time'],
  timed: true,
  appliesTo: (traits) => traits.defers && traits.recoveryJiffies !== null,
  initial: { waitingFor: [], sinceJiffies: null, owed: [], places: [] },
  next(state, fact, ledger, ruling, traits) {
    if (ledger.tornDown) return state;
    switch (fact.kind) {
      case 'memory':
      case 'pressure': {
        if (fact.kind === 'memory' && fact.granted) return state;
        const waitingFor = ledger.open.map((call) => call.call);
        const { owed, places } = state;
        return begin({ waitingFor, sinceJiffies: null, owed, places }, ledger, ruling);
      }
      case 'responded': {
        if (state.sinceJiffies !== null) return judge(state, ledger, ruling, traits);
        if (!state.waitingFor.includes(fact.call)) return state;
        const waitingFor = state.waitingFor.filter((call) => call !== fact.call);
        const { sinceJiffies, owed, places } = state;
        return begin({ waitingFor, sinceJiffies, owed, places }, ledger, ruling);
      }
      case 'deferred': {
        const place = { range: fact.range, by: ruling.actor() };
        return withOwed(state, state.owed, [...forget(state.places, fact.range), place]);
      }
      case 'erased':
      case 'stored':
        if (!state.places.some((place) => overlaps(place.range, fact.range))) return state;
        return withOwed(state, subtract(state.owed, fact.range), forget(state.places, fact.range));
      case 'time': {
        if (state.owed.length === 0 || state.sinceJiffies === null) return state;
        const late = knownBound(traits) + 1;
        const sinceJiffies = Math.min(state.sinceJiffies + fact.byJiffies, late);
        const { waitingFor, owed, places } = state;
        return judge({ waitingFor, sinceJiffies, owed, places }, ledger, ruling, traits);
      }
      default:
        return state;
    }
  },
};

/** Judges only while no call is in progress, since a call may be erasing what is owed. */
function judge(state: Recovery, ledger: Ledger, ruling: Ruling, traits: Traits): Recovery {
  const first = state.owed[0];
  const sinceJiffies = state.sinceJiffies ?? 0;
  const bound = knownBound(traits);
  if (first === undefined || sinceJiffies <= bound) return state;
  if (ledger.open.length > 0) return state;
  const by = state.places.find((place) => overlaps(place.range, first))?.by ?? 'nobody';
  ruling.broken(
    `${formatRange(first)} was freed, memory has been back for more than ` +
      `${bound} ms with nothing refused, and it is still not erased`,
    `nobody erases what ${by} deferred, the work is ${ledger.work}`,
  );
  return withOwed(state, [], state.places);
}

function begin(state: Recovery, ledger: Ledger, ruling: Ruling): Recovery {
  if (state.waitingFor.length > 0 || ledger.pressure !== 'none') return state;
  if (ledger.deferred.length > 0) ruling.witness();
  const { waitingFor, places } = state;
  return { waitingFor, sinceJiffies: 0, owed: ledger.deferred, places };
}

/** Its state is the first misuse, since that may be why; undefined: none yet. */
export const liv2: Property<Misuse | undefined> = {
  id: 'LIV-2',
  sentence: 'No call and no run of the work goes on, or waits, for ever.',
  witness: 'a call has responded, or the work has come to rest',
  source: 'a soft lockup under a lock, or a kernel worker that never returns',
  reads: ['looped', 'blocked', 'responded', 'work', 'misused'],
  timed: false,
  appliesTo: () => true,
  initial: undefined,
  next(misuse, fact, _ledger, ruling) {
    if (fact.kind === 'misused') return misuse ?? fact.misuse;
    const why = misuse === undefined ? '' : ` <- ${misuse}`;
    if (fact.kind === 'looped') {
      ruling.broken(
        `${fact.on} is back in a state it left ${fact.steps} steps before: with memory answered ` +
          'as in that round it goes round for ever, alone, whatever fair schedule there is',
        `${ruling.actor()} goes round for ever${why}`,
      );
    } else if (fact.kind === 'blocked') {
      ruling.broken(
        `${fact.on} waits at "${fact.at}", and nobody in progress will ever end the wait`,
        `${fact.who} waits for ever${why}`,
      );
    } else ruling.witness();
    return misuse;
  },
};
