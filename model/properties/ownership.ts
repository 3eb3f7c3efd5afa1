import type { Ledger } from '../ledger.ts';
import type { Holding } from '../holdings.ts';
import type { Property } from '../property.ts';
import { formatRange, type Range } from '../range.ts';
import { hasRole } from '../role.ts';

const always = (): boolean => true;

const HELD = {
  owned: 'an owned range',
  reserved: 'a reserved range',
  granted: 'a range just granted',
} as const;

/** Whether the call frees the range, and then: does it free what its caller held? */
function inWhichFree(ledger: Ledger, call: number | null, range: Range): string {
  const by = ledger.openCall(call);
  if (by === undefined || !hasRole(by.what, 'gives back')) return '';
  const { pfn } = by.what;
  if (pfn < range.lo || pfn > range.hi) return '';
  return by.freeing.length > 0 ? ' with what its caller freed' : ' in a stale free';
}

export const own1: Property<null> = {
  id: 'OWN-1',
  sentence: 'No two owners hold the same page.',
  witness: 'a range was granted while another one was owned',
  source: 'what an IOVA is for: two mappings at one address let a device write over foreign memory',
  reads: ['stored', 'invoked', 'responded', 'erased', 'deferred', 'cached', 'uncached'],
  hears: ['stored', 'uncached'],
  timed: false,
  appliesTo: always,
  initial: null,
  next(state, fact, ledger, ruling) {
    if (fact.kind !== 'stored' && fact.kind !== 'uncached') return state;
    if (ledger.clash !== null) {
      const { call, range, held, wasInTree } = ledger.clash;
      ruling.broken(
        `call ${fact.call} was given ${formatRange(fact.range)}, of which call ${call} still ` +
          `holds ${formatRange(range)}`,
        `${ruling.actor()} ${fact.kind === 'stored' ? 'stored over' : 'took from a cache'} ` +
          `${HELD[held]}${wasInTree ? '' : ' no longer in the tree'}`,
      );
    } else if (ledger.owned.length > 0) ruling.witness();
    return state;
  },
};

/** A property that is broken when pages are erased or deferred that are still held. */
function kept(
  about: Pick<Property, 'id' | 'sentence' | 'witness' | 'source'>,
  what: string,
  held: (ledger: Ledger) => readonly Holding[],
  lost: (ledger: Ledger) => Holding | null,
  holds: (range: string) => string,
): Property<null> {
  return {
    ...about,
    reads: ['stored', 'invoked', 'responded', 'erased', 'deferred', 'cached', 'uncached'],
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
          `${ruling.actor()} ${fact.kind} ${what}${inWhichFree(ledger, fact.call, fact.range)}`,
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
  'a reserved range',
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
  'an owned range',
  (ledger) => ledger.owned,
  (ledger) => ledger.lostOwned,
  (range) => `owns ${range} and has not freed it`,
);
