import type { Holding, Ledger } from '../ledger.ts';
import type { Property } from '../property.ts';
import { formatRange } from '../range.ts';

const always = (): boolean => true;

export const own1: Property<null> = {
  id: 'OWN-1',
  sentence: 'No two owners hold the same page.',
  witness: 'a range was granted while another one was owned',
  source: 'what an IOVA is for: two mappings at one address let a device write over foreign memory',
  reads: ['stored', 'invoked', 'responded', 'erased', 'deferred'],
  hears: ['stored'],
  timed: false,
  appliesTo: always,
  initial: null,
  next(state, fact, ledger, ruling) {
    if (fact.kind !== 'stored') return state;
    if (ledger.clash !== null) {
      const { call, range } = ledger.clash;
      ruling.broken(
        `call ${fact.call} was given ${formatRange(fact.range)}, of which call ${call} still ` +
          `holds ${formatRange(range)}`,
      );
    } else if (ledger.owned.length > 0) ruling.witness();
    return state;
  },
};

/** A property that is broken when pages are erased or deferred that are still held. */
function kept(
  about: Pick<Property, 'id' | 'sentence' | 'witness' | 'source'>,
  held: (ledger: Ledger) => readonly Holding[],
  lost: (ledger: Ledger) => Holding | null,
  holds: (range: string) => string,
): Property<null> {
  return {
    ...about,
    reads: ['stored', 'invoked', 'responded', 'erased', 'deferred'],
    hears: ['erased', 'deferred'],
    timed: false,
    appliesTo: always,
    initial: null,
    next(state, fact, ledger, ruling) {
      if (fact.kind !== 'erased' && fact.kind !== 'deferred') return state;
      const holding = lost(ledger);
      if (holding !== null && !ledger.tornDown) {
        ruling.broken(
          `${formatRange(fact.range)} was ${fact.kind} although call ${holding.call} ` +
            holds(formatRange(holding.range)),
        );
      } else if (held(ledger).length > 0) ruling.witness();
      return state;
    },
  };
}

export const own2 = kept(
  {
    id: 'OWN-2',
    sentence: 'A reservation stays in the tree until it is freed.',
    witness: 'a range was erased or deferred while something was reserved',
    source: 'reserve_iova(): MSI windows and firmware ranges must never be handed out',
  },
  (ledger) => ledger.reserved,
  (ledger) => ledger.lostReserved,
  (range) => `has reserved ${range} and nobody freed it`,
);

export const own3 = kept(
  {
    id: 'OWN-3',
    sentence: "Only the owner's free ends an ownership; a stale free does nothing.",
    witness: 'a range was erased or deferred while another one was owned',
    source: 'free_iova(): "a stale free is a no-op" is what a caller may hope for',
  },
  (ledger) => ledger.owned,
  (ledger) => ledger.lostOwned,
  (range) => `owns ${range} and has not freed it`,
);
