import type { GapContract } from '../model/gap-contract.ts';
import type { Ledger } from '../model/ledger.ts';
import type { Holding, OpenCall } from '../model/holdings.ts';
import { watchField } from './reads.ts';
import { type Register, type RegisterBank, unordered } from './register.ts';
import { keyWithoutOrigin } from './page-origin.ts';
import { observeHistories, settledHistories } from './seen-instants.ts';
import { differenceFrom } from './untouched-fillers.ts';

/** What a ledger keeps from one fact to the next. */
type Kept =
  | 'owned'
  | 'reserved'
  | 'open'
  | 'grants'
  | 'histories'
  | 'deferred'
  | 'cached'
  | 'offline'
  | 'tree'
  | 'pressure'
  | 'work'
  | 'tornDown'
  | 'inSection';

/**
 * The whole state of a ledger.
 *
 * Left out of a state: the order in which holdings and calls in progress were entered, and what the
 * ledger noted about the last fact.
 *
 * Why that is sound: the law asks who holds a page, or whether some call in progress holds one, and
 * never who came first. (A report names the first of several, but a report is made by replaying a
 * run, and a search prints none.) Each fact sets the notes anew before a judge reads them.
 */
export function ledgerBank(ledger: Ledger, gap: GapContract): RegisterBank {
  const register = (pool: Kept, observe: () => unknown): Register => ({
    pool,
    of: pool,
    observe,
    watch: watchField(ledger, pool),
  });
  return {
    registers: [
      register('owned', () => observeHoldings(ledger.owned)),
      register('reserved', () => observeHoldings(ledger.reserved)),
      register('open', () => unordered(ledger.open.map(observeCall))),
      register('grants', () => observeHoldings(ledger.grants)),
      register('histories', () => observeHistories(settledHistories(ledger, gap))),
      register('deferred', () => ledger.deferred),
      register('cached', () => ledger.cached),
      register('offline', () => ledger.offline),
      register('tree', () => observeTree(ledger)),
      register('pressure', () => ledger.pressure),
      register('work', () => ledger.work),
      register('tornDown', () => ledger.tornDown),
      register('inSection', () => ledger.inSection),
    ],
    read: (into, at) => read(ledger, into, at),
    write: (from, at) => write(ledger, from as readonly never[], at),
  };
}

/* Without the names of fields, which are the same each time. */

function observeHolding({ call, range }: Holding): unknown {
  return [call, range.lo, range.hi];
}

function observeHoldings(holdings: readonly Holding[]): unknown {
  return unordered(holdings.map(observeHolding));
}

function observeCall({ call, on, what, granted, freeing }: OpenCall): unknown {
  const asked = 'of' in what ? what : keyWithoutOrigin(what);
  return [call, on, asked, granted?.lo, granted?.hi, freeing.map(observeHolding)];
}

function observeTree({ tree, first }: Ledger): unknown {
  if (first.size === 0) return tree;
  const { gone, added } = differenceFrom(first, tree);
  return gone.length === 0 ? added : [added, gone];
}

/* Written out instead of looping over names, since this is the inner loop of a search. */

function read(ledger: Ledger, into: unknown[], at: number): void {
  into[at] = ledger.owned;
  into[at + 1] = ledger.reserved;
  into[at + 2] = ledger.open;
  into[at + 3] = ledger.grants;
  into[at + 4] = ledger.histories;
  into[at + 5] = ledger.deferred;
  into[at + 6] = ledger.cached;
  into[at + 7] = ledger.offline;
  into[at + 8] = ledger.tree;
  into[at + 9] = ledger.pressure;
  into[at + 10] = ledger.work;
  into[at + 11] = ledger.tornDown;
  into[at + 12] = ledger.inSection;
}

function write(ledger: Ledger, from: readonly never[], at: number): void {
  ledger.owned = from[at] as never;
  ledger.reserved = from[at + 1] as never;
  ledger.open = from[at + 2] as never;
  ledger.grants = from[at + 3] as never;
  ledger.histories = from[at + 4] as never;
  ledger.deferred = from[at + 5] as never;
  ledger.cached = from[at + 6] as never;
  ledger.offline = from[at + 7] as never;
  ledger.tree = from[at + 8] as never;
  ledger.pressure = from[at + 9] as never;
  ledger.work = from[at + 10] as never;
  ledger.tornDown = from[at + 11] as never;
  ledger.inSection = from[at + 12] as never;
}
