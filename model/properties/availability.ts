import { owesPosition } from '../gap-contract.ts';
import { busyPages, type History } from '../history.ts';
import type { Ledger } from '../ledger.ts';
import type { Property, Refusal, Traits } from '../property.ts';
import { formatRange } from '../range.ts';
import { intersect, type RangeSet } from '../range-set.ts';

/** Returns those of the deferred pages that count as busy. */
export type BusyOfDeferred = (deferred: RangeSet, history: History) => RangeSet;
export const ALL: BusyOfDeferred = (deferred) => deferred;
export const NOTHING: BusyOfDeferred = () => [];
/** Those that could not be erased, since an erase was refused during the interval. */
const KEPT: BusyOfDeferred = (deferred, { kept }) => intersect(deferred, kept);

/**
 * Clause (b) of the availability law: at some instant of the interval, every position that the
 * design's own gap contract promises to find had a busy page.
 */
export function hadNoRoom(
  history: History,
  traits: Traits,
  ledger: Ledger,
  busyOf: BusyOfDeferred,
): boolean {
  for (const busy of busyPages(history, busyOf)) {
    if (!owesPosition(traits.gap, history.request, ledger.space, busy)) return true;
  }
  return false;
}

/** The request of an allocation in words: "2 aligned pages up to 1048575". */
export function describeRequest(history: History): string {
  const { sizePages, aligned, limit } = history.request;
  const pages = sizePages === 1 ? 'page' : 'pages';
  return `${sizePages} ${aligned ? 'aligned ' : ''}${pages} up to ${limit}`;
}

/** The refusal that ended this history. */
export function refusalOf(
  history: History,
  traits: Traits,
  ledger: Ledger,
  because: string | null,
): Refusal {
  const { call, asked: request, eraseRefused, workRan } = history;
  const crowded = hadNoRoom(history, traits, ledger, ALL);
  return { call, request, crowded, eraseRefused, workRan, because };
}

/** The situation that availability is about. */
export const WITNESS = 'an allocation was refused, and no memory that it needed was';

function availability(
  about: Pick<Property, 'id' | 'sentence' | 'witness' | 'source' | 'appliesTo'>,
  busyOf: BusyOfDeferred,
): Property<null> {
  return {
    ...about,
    reads: [
      'invoked',
      'responded',
      'memory',
      'pressure',
      'stored',
      'erased',
      'kept',
      'deferred',
      'cached',
      'uncached',
      'work',
    ],
    hears: ['responded'],
    timed: false,
    refusals: true,
    initial: null,
    next(state, fact, ledger, ruling, traits) {
      const history = ledger.closed;
      if (fact.kind !== 'responded' || !fact.refused) return state;
      if (history === null || history.scarce) return state;
      ruling.witness();
      if (!hadNoRoom(history, traits, ledger, busyOf)) {
        const waiting = ledger.deferred.map(formatRange).join(' ');
        const whatFor =
          busyOf === ALL || waiting === ''
            ? ''
            : `: ${waiting} had been freed, waiting for an erase`;
        ruling.refused(
          `no memory it needed was short and ${describeRequest(history)} fitted at every moment ` +
            `of the call, yet it was refused${whatFor}`,
          refusalOf(history, traits, ledger, fact.because),
        );
      }
      return state;
    },
  };
}

export const avl1 = availability(
  {
    id: 'AVL-1',
    sentence: 'An allocation that fits is not refused, deferred pages counted as busy.',
    witness: WITNESS,
    source: 'alloc_iova(): Howlett, 17 June 2026, on the 32-bit hint after a passing failure',
    appliesTo: () => true,
  },
  ALL,
);

export const avl2 = availability(
  {
    id: 'AVL-2',
    sentence: 'Freed space can be allocated as soon as memory is back.',
    witness: WITNESS,
    source: 'Gunthorpe, 15 to 19 June 2026: a domain full of deferred ranges refuses maps',
    appliesTo: (traits) => traits.defers,
  },
  KEPT,
);
