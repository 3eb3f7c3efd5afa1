import type { Fact } from '../fact.ts';
import { formatRange } from '../range.ts';
import type { Property } from '../property.ts';

const always = (): boolean => true;

/** What is known of CPUs and their caches. */
interface Stocks {
  /** The caches of CPUs in which ranges lie, by CPU, then by order. */
  readonly stocked: readonly { readonly cpu: number; readonly order: number }[];
  /** The CPUs that calls in progress take offline. */
  readonly leaving: readonly { readonly call: number; readonly cpu: number }[];
}

export const cch1: Property<Stocks> = {
  id: 'CCH-1',
  sentence: 'A CPU that is offline caches nothing.',
  witness: 'a CPU went offline while it cached something',
  source: 'nothing takes a range out of such a cache, and a flush passes it by',
  reads: ['stocked', 'online', 'invoked', 'responded'],
  timed: false,
  cached: true,
  appliesTo: always,
  initial: { stocked: [], leaving: [] },
  next(state, fact, ledger, ruling) {
    const { stocked, leaving } = state;
    switch (fact.kind) {
      case 'invoked': {
        if (fact.what.fn !== 'offline') return state;
        return { stocked, leaving: [...leaving, { call: fact.call, cpu: fact.what.cpu }] };
      }
      case 'stocked': {
        const { cpu, order, ranges } = fact;
        const others = stocked.filter((one) => one.cpu !== cpu || one.order !== order);
        if (ranges > 0 === others.length < stocked.length) return state;
        if (ranges === 0) return { stocked: others, leaving };
        if (ledger.offline.includes(cpu) && !leaving.some((one) => one.cpu === cpu)) {
          ruling.broken(
            `a range is put into the cache of CPU ${cpu}, which is offline`,
            `${ruling.actor()} put a range into the cache of an offline CPU`,
          );
        }
        const all = [...others, { cpu, order }];
        return { stocked: all.toSorted((a, b) => a.cpu - b.cpu || a.order - b.order), leaving };
      }
      case 'online':
        if (!fact.online && stocked.some(({ cpu }) => cpu === fact.cpu)) ruling.witness();
        return state;
      case 'responded': {
        const left = leaving.find(({ call }) => call === fact.call);
        if (left === undefined) return state;
        if (stocked.some(({ cpu }) => cpu === left.cpu)) {
          ruling.broken(
            `ranges are left in the cache of CPU ${left.cpu}, which is offline`,
            `${ruling.actor()} left ranges in the cache of an offline CPU`,
          );
        }
        return { stocked, leaving: leaving.filter((one) => one !== left) };
      }
      default:
        return state;
    }
  },
};

/** A depot, as it was when its lock was last released. */
interface Pile {
  readonly order: number;
  readonly magazines: number;
  /** It had more magazines than CPUs were online, each time since the number last changed. */
  readonly isLarge: boolean;
  /** Its work is pending or running. */
  readonly isTrimmed: boolean;
}

const EMPTY = { magazines: 0, isLarge: false, isTrimmed: false };

/**
 * Its state: what is known of each depot, by order. Whoever looks at it while enough CPUs are
 * online may leave it alone, even if one of them goes offline then: the next push arms the work.
 */
export const cch2: Property<readonly Pile[]> = {
  id: 'CCH-2',
  sentence: 'A depot that has always had more magazines than CPUs were online is to be trimmed.',
  witness: 'every call had responded, and a depot had more magazines than CPUs were online',
  source: 'cached ranges grow without bound where one CPU allocates and another one frees',
  reads: ['piled', 'trim', 'invoked', 'responded'],
  hears: ['piled', 'trim', 'responded'],
  timed: false,
  cached: true,
  appliesTo: always,
  initial: [],
  next(piles, fact, ledger, ruling) {
    switch (fact.kind) {
      case 'piled':
        return withMagazines(piles, fact);
      case 'trim':
        return withPile(piles, fact.order, { isTrimmed: fact.state !== 'idle' });
      case 'responded': {
        // A call in progress may have filled the depot, and not armed the work yet.
        if (ledger.open.length > 0 || ledger.tornDown) return piles;
        const large = piles.filter(({ isLarge }) => isLarge);
        if (large.length > 0) ruling.witness();
        const left = large.find(({ isTrimmed }) => !isTrimmed);
        if (left === undefined) return piles;
        ruling.broken(
          `the depot of order ${left.order} has more magazines than CPUs are online, and its ` +
            'work is neither pending nor running',
          `${ruling.actor()} left a large depot without its work`,
        );
        return withPile(piles, left.order, { isLarge: false });
      }
      default:
        return piles;
    }
  },
};

function withMagazines(
  piles: readonly Pile[],
  { order, magazines, online }: Extract<Fact, { kind: 'piled' }>,
): readonly Pile[] {
  const before = piles.find((one) => one.order === order) ?? EMPTY;
  const couldStay = before.magazines === magazines && !before.isLarge;
  return withPile(piles, order, { magazines, isLarge: magazines > online && !couldStay });
}

function withPile(
  piles: readonly Pile[],
  order: number,
  change: Partial<Omit<Pile, 'order'>>,
): readonly Pile[] {
  const before = piles.find((one) => one.order === order) ?? { order, ...EMPTY };
  const now: Pile = {
    order,
    magazines: change.magazines ?? before.magazines,
    isLarge: change.isLarge ?? before.isLarge,
    isTrimmed: change.isTrimmed ?? before.isTrimmed,
  };
  const isSame =
    now.magazines === before.magazines &&
    now.isLarge === before.isLarge &&
    now.isTrimmed === before.isTrimmed;
  if (isSame) return piles;
  const others = piles.filter((one) => one.order !== order);
  const isWorthKeeping = now.magazines > 0 || now.isTrimmed;
  return isWorthKeeping ? [...others, now].toSorted((a, b) => a.order - b.order) : others;
}

export const cch3: Property<null> = {
  id: 'CCH-3',
  sentence: 'No page lies in the caches twice.',
  witness: 'a range went into a cache while another one was cached',
  source: 'it is handed out twice: free_iova_fast() does not look at what it is given',
  reads: ['cached', 'uncached', 'erased', 'deferred', 'invoked', 'responded', 'stored'],
  hears: ['cached'],
  timed: false,
  cached: true,
  appliesTo: always,
  initial: null,
  next(state, fact, ledger, ruling) {
    if (fact.kind !== 'cached') return state;
    if (ledger.cachedTwice) {
      const { freeing = [] } = ledger.openCall(fact.call) ?? {};
      ruling.broken(
        `${formatRange(fact.range)} is put into a cache, and pages of it lie in one already`,
        `${ruling.actor()} cached a cached range ` +
          (freeing.length > 0 ? 'that its caller freed' : 'in a stale free'),
      );
    } else if (ledger.cached.length > 1) ruling.witness();
    return state;
  },
};
