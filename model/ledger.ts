import { assert } from './assert.ts';
import type { Request, Space } from './call.ts';
import type { ContextId } from './context-id.ts';
import type { Fact, Pressure } from './fact.ts';
import {
  grow,
  type History,
  keep,
  openHistory,
  press,
  shrink,
  taint,
  withWork,
} from './history.ts';
import { clashOf, type Clash, type Holding, type OpenCall, withoutPages } from './holdings.ts';
import { covers, overlaps, type Range } from './range.ts';
import { firstUncovered, overwrite, type RangeSet, subtract, touchesAny } from './range-set.ts';
import { hasRole } from './role.ts';

/** The holder of what was reserved before a run. No call has this number. */
const NOBODY = -1;

/**
 * The abstract reference model: who owns which page, kept from facts alone. An ownership begins
 * when the range is stored for a call. It ends when its owner invokes a free:
 *
 *     invoked      stored            responded          invoked free     responded
 *        |-- open ----|-- granted -------|-- owned --------|-- freeing -----|
 *                                                          |  erased, or deferred .. erased
 *
 * Fields are reassigned, but what they hold is immutable.
 */
export class Ledger {
  owned: readonly Holding[] = [];
  reserved: readonly Holding[] = [];
  deferred: RangeSet = [];
  /** What lies in caches. It is in the tree as well. */
  cached: RangeSet = [];
  /** What is in the tree, if stores and erases did what they reported. */
  tree: RangeSet = [];
  open: readonly OpenCall[] = [];
  /** All ranges that each call in progress was granted since its invocation. */
  grants: readonly Holding[] = [];
  /** What each allocation in progress has seen since its invocation. */
  histories: readonly History[] = [];
  pressure: Pressure = 'none';
  work: 'armed' | 'running' | 'idle' = 'idle';
  /** The CPUs that are offline, ascending. */
  offline: readonly number[] = [];
  tornDown = false;
  /** The number of contexts inside a critical section of the tree lock. */
  inSection = 0;

  /** Set by the last fact: the live grant that a new grant overlaps, and what it is. */
  clash: Clash | null = null;
  /** Set by the last fact: the live ownership, or reservation, that lost pages by it. */
  lostOwned: Holding | null = null;
  lostReserved: Holding | null = null;
  /** Set by the last fact: the range that the call which responded with it has reserved. */
  reservedNow: Range | null = null;
  /** Set by the last fact: the range that was erased had been deferred, or a part of it. */
  erasedDeferred = false;
  /** Set by the last fact: what it has put into a cache was in one already, or a part of it. */
  cachedTwice = false;
  /** Set by the last fact: what the allocation that responded with it has seen. */
  closed: History | null = null;

  readonly space: Space;
  /**
   * The ranges that were in the tree before the run began. Nothing is judged by them. They are kept
   * for `abstraction/ledger-state.ts`, since only the ledger knows the objects that it began with.
   */
  first: ReadonlySet<Range> = new Set();

  constructor(space: Space) {
    this.space = space;
  }

  /**
   * Enters that `pages` were reserved before the run began, by no call that facts report. In the
   * tree they are `ranges`.
   */
  begin(pages: Range, ranges: RangeSet): void {
    assert(this.tree.length + this.open.length === 0, 'a run has begun before its beginning');
    this.tree = ranges;
    this.first = new Set(ranges);
    this.reserved = [{ call: NOBODY, range: pages }];
  }

  /** Enters that these ranges lay in caches before the run began, after `begin()` if that is. */
  stock(ranges: RangeSet): void {
    assert(this.cached.length + this.open.length === 0, 'a run has begun before its beginning');
    this.tree = [...this.tree, ...ranges].toSorted((a, b) => a.lo - b.lo);
    this.cached = ranges;
  }

  /**
   * Enters one fact.
   * @throws AssertionFailure if the fact cannot follow those before it
   */
  apply(fact: Fact): void {
    this.clash = this.lostOwned = this.lostReserved = this.closed = null;
    this.reservedNow = null;
    this.erasedDeferred = this.cachedTwice = false;
    switch (fact.kind) {
      case 'invoked':
        return this.#invoked(fact.call, fact.on, fact.what);
      case 'responded':
        return this.#responded(fact);
      case 'memory':
        if (!fact.granted) this.histories = taint(this.histories, fact.call, fact.need);
        return;
      case 'pressure':
        this.pressure = fact.level;
        if (fact.level !== 'none') this.histories = press(this.histories);
        return;
      case 'stored':
        return this.#stored(fact.range, fact.call);
      case 'erased':
        return this.#erased(fact.range);
      case 'kept':
        this.histories = keep(this.histories, fact.call, fact.range, this.deferred);
        return;
      case 'deferred':
        // If every page is deferred already (listed again after a retry), nothing new is lost.
        if (firstUncovered(this.deferred, fact.range) !== null) this.#findLost(fact.range);
        if (this.lostOwned !== null || this.lostReserved !== null) {
          this.histories = shrink(this.histories);
        }
        this.deferred = overwrite(this.deferred, fact.range);
        this.cached = subtract(this.cached, fact.range);
        this.histories = grow(this.histories, this);
        return;
      case 'cached':
        return this.#cached(fact.range);
      case 'uncached':
        return this.#uncached(fact.range, fact.call);
      case 'online': {
        const others = this.offline.filter((cpu) => cpu !== fact.cpu);
        this.offline = fact.online ? others : [...others, fact.cpu].toSorted((a, b) => a - b);
        return;
      }
      case 'work':
        this.work = fact.state;
        if (fact.state === 'running') this.histories = withWork(this.histories);
        return;
      case 'locked':
        this.inSection += 1;
        return;
      case 'unlocked':
        assert(this.inSection > 0, 'a critical section ends that nobody has entered');
        this.inSection -= 1;
        return;
      default:
        return;
    }
  }

  /** The call of that number, if it is open. */
  openCall(call: number | null): OpenCall | undefined {
    for (const entry of this.open) if (entry.call === call) return entry;
    return undefined;
  }

  #invoked(call: number, on: ContextId, what: Request): void {
    let freeing: readonly Holding[] = [];
    assert(this.openCall(call) === undefined, 'a call is invoked while it is in progress');
    if (hasRole(what, 'tears down')) {
      this.tornDown = true;
      // Nothing is owed any more to an allocation that is still in progress.
      this.histories = [];
    }
    if (hasRole(what, 'gives back')) freeing = this.#giveBack(what.of, what.pfn);
    this.open = [...this.open, { call, on, what, granted: null, freeing }];
    this.histories = grow(this.histories, this);
    if (!hasRole(what, 'takes')) return;
    this.histories = [...this.histories, openHistory(call, what, this)];
  }

  /** Ends the ownership that is named, and returns it. A stale name ends nothing. */
  #giveBack(of: number | null, pfn: number): readonly Holding[] {
    const page = { lo: pfn, hi: pfn };
    const mine = this.owned.filter((own) => own.call === of && covers(own.range, page));
    if (mine.length > 0) {
      this.owned = this.owned.filter((own) => !mine.includes(own));
      return mine;
    }
    const first = this.reserved.find((held) => held.call === of && covers(held.range, page));
    if (first === undefined) return [];
    // The allocator merges reservations that overlap, so they are given back together.
    const going: Holding[] = [first];
    for (const held of going) {
      for (const other of this.reserved) {
        if (!going.includes(other) && overlaps(other.range, held.range)) going.push(other);
      }
    }
    this.reserved = this.reserved.filter((held) => !going.includes(held));
    return going;
  }

  #assertOpen(call: number): void {
    for (const entry of this.open) if (entry.call === call) return;
    assert(false, 'a grant or a history outlasts its call');
  }

  #responded(fact: Extract<Fact, { kind: 'responded' }>): void {
    const call = this.openCall(fact.call);
    if (call === undefined) return;
    this.open = this.open.filter((entry) => entry !== call);
    if (this.grants.length > 0) {
      this.grants = this.grants.filter((grant) => grant.call !== fact.call);
    }
    for (const entry of this.histories) if (entry.call === fact.call) this.closed = entry;
    this.histories = shrink(
      this.closed === null
        ? this.histories
        : this.histories.filter((entry) => entry !== this.closed),
    );
    for (const grant of this.grants) this.#assertOpen(grant.call);
    for (const history of this.histories) this.#assertOpen(history.call);
    if (fact.granted !== null) {
      // The response may be the first fact about the grant: a cached range is not stored anew.
      const grant = { call: fact.call, range: fact.granted };
      for (const own of this.owned) assert(own.call !== fact.call, 'a call is granted twice');
      this.owned = [...this.owned, grant];
      this.histories = grow(this.histories, this, grant);
    }
    if (hasRole(call.what, 'reserves') && !fact.refused) {
      const grant = { call: fact.call, range: { lo: call.what.lo, hi: call.what.hi } };
      this.reserved = [...this.reserved, grant];
      this.reservedNow = grant.range;
      this.histories = grow(this.histories, this, grant);
    }
  }

  #cached(range: Range): void {
    this.cachedTwice = touchesAny(this.cached, range);
    this.cached = overwrite(this.cached, range);
    this.histories = grow(this.histories, this);
  }

  #uncached(range: Range, by: number | null): void {
    this.cached = subtract(this.cached, range);
    this.histories = shrink(this.histories);
    const call = this.openCall(by);
    if (call === undefined) return;
    if (!this.tornDown) this.clash = clashOf(range, call, this);
    this.#granted(range, call);
  }

  #stored(range: Range, by: number | null): void {
    const call = this.openCall(by);
    // The teardown has ended every ownership.
    const isJudged = call !== undefined && hasRole(call.what, 'takes') && !this.tornDown;
    if (isJudged) this.clash = clashOf(range, call, this);
    this.tree = overwrite(this.tree, range);
    this.deferred = subtract(this.deferred, range);
    this.histories = shrink(this.histories);
    if (call !== undefined) this.#granted(range, call);
  }

  #granted(range: Range, call: OpenCall): void {
    const grant = { call: call.call, range };
    const { on, what, freeing } = call;
    const granted: OpenCall = { call: call.call, on, what, granted: range, freeing };
    this.open = this.open.map((entry) => (entry === call ? granted : entry));
    this.grants = [...this.grants, grant];
    this.histories = grow(this.histories, this, grant);
  }

  #erased(range: Range): void {
    this.erasedDeferred = touchesAny(this.deferred, range);
    this.#findLost(range);
    this.tree = subtract(this.tree, range);
    this.deferred = subtract(this.deferred, range);
    this.cached = subtract(this.cached, range);
    this.histories = shrink(this.histories);
  }

  /** Removes lost pages from their holder, so that each loss is reported once, where it happens. */
  #findLost(range: Range): void {
    this.lostOwned = this.owned.find((own) => overlaps(own.range, range)) ?? null;
    this.lostReserved = this.reserved.find((held) => overlaps(held.range, range)) ?? null;
    if (this.lostOwned !== null) this.owned = withoutPages(this.owned, range);
    if (this.lostReserved !== null) this.reserved = withoutPages(this.reserved, range);
  }
}
