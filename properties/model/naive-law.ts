import type { AllocRequest, Space } from '../../model/call.ts';
import type { Fact } from '../../model/fact.ts';
import { alignmentPages, type GapContract } from '../../model/gap-contract.ts';
import { Ledger } from '../../model/ledger.ts';
import type { Range } from '../../model/range.ts';

/** The holdings after one fact: everything that is busy except the grants of calls in progress. */
interface Instant {
  readonly held: readonly Range[];
  readonly deferred: readonly Range[];
  readonly inProgress: readonly number[];
}

interface Interval {
  readonly call: number;
  readonly request: AllocRequest;
  readonly instants: Instant[];
  scarce: boolean;
  /** The pages that were deferred, or about to be, when an erase was refused. */
  readonly kept: Set<number>;
}

/**
 * The availability law word for word: every instant of every interval is kept, and positions are
 * tried page by page.
 */
export class NaiveLaw {
  /** The calls whose refusal is not legitimate, in order. */
  readonly condemned: number[] = [];
  /** The number of allocations refused. */
  refusals = 0;
  readonly #space: Space;
  readonly #gap: GapContract;
  readonly #deferredIsBusy: boolean;
  readonly #ledger: Ledger;
  /** All that each call was granted since its invocation. No call number is used twice. */
  readonly #grants: { readonly call: number; readonly range: Range }[] = [];
  #intervals: Interval[] = [];

  constructor(space: Space, gap: GapContract, deferredIsBusy: boolean) {
    this.#space = space;
    this.#gap = gap;
    this.#deferredIsBusy = deferredIsBusy;
    this.#ledger = new Ledger(space);
  }

  hear(fact: Fact): void {
    this.#noteGrant(fact);
    if (fact.kind === 'responded') this.#judge(fact.call, fact.refused);
    this.#ledger.apply(fact);
    const pressed = this.#ledger.pressure !== 'none';
    if (fact.kind === 'invoked' && fact.what.fn === 'alloc') {
      const interval = {
        call: fact.call,
        request: fact.what,
        instants: [],
        scarce: pressed,
        kept: new Set<number>(),
      };
      this.#intervals.push(interval);
    }
    const refusedTo = fact.kind === 'memory' && !fact.granted && fact.need !== 'erase';
    for (const interval of this.#intervals) {
      if (pressed || (refusedTo && fact.call === interval.call)) interval.scarce = true;
      if (fact.kind === 'kept') this.#keep(interval, fact);
      interval.instants.push(this.#now());
    }
  }

  #noteGrant(fact: Fact): void {
    if (fact.kind === 'stored' && this.#ledger.openCall(fact.call) !== undefined) {
      this.#grants.push({ call: fact.call ?? -1, range: fact.range });
    }
    if (fact.kind !== 'responded' || fact.refused) return;
    const what = this.#ledger.openCall(fact.call)?.what;
    const range = what?.fn === 'reserve' ? { lo: what.lo, hi: what.hi } : fact.granted;
    if (range !== null) this.#grants.push({ call: fact.call, range });
  }

  #keep({ call: own, kept }: Interval, { call, range }: Extract<Fact, { kind: 'kept' }>): void {
    for (const page of pagesOf([range])) kept.add(page);
    if (call !== null && call !== own) return;
    for (const page of pagesOf(this.#ledger.deferred)) kept.add(page);
  }

  #now(): Instant {
    const { owned, reserved, deferred, open } = this.#ledger;
    const freeing = open.flatMap((call) => call.freeing);
    const held = [...owned, ...reserved, ...freeing].map((holding) => holding.range);
    return { held, deferred, inProgress: open.map((call) => call.call) };
  }

  #judge(call: number, refused: boolean): void {
    const interval = this.#intervals.find((one) => one.call === call);
    this.#intervals = this.#intervals.filter((one) => one !== interval);
    if (interval === undefined || !refused) return;
    this.refusals += 1;
    const hadNoRoom = interval.instants.some((instant) => {
      // What the call has stored itself was room for it.
      const others = this.#grants.filter((grant) => grant.call !== call);
      const grants = others.filter((grant) => instant.inProgress.includes(grant.call));
      const busy = [...instant.held, ...grants.map((one) => one.range)];
      for (const page of pagesOf(instant.deferred)) {
        if (this.#deferredIsBusy || interval.kept.has(page)) busy.push({ lo: page, hi: page });
      }
      return !this.#fits(interval.request, busy);
    });
    if (!interval.scarce && !hadNoRoom) this.condemned.push(call);
  }

  #fits(request: AllocRequest, busy: readonly Range[]): boolean {
    const align = alignmentPages(request);
    const slack = this.#gap === 'slack' ? align - 1 : 0;
    const step = this.#gap === 'tight' ? align : 1;
    for (let lo = this.#space.startPfn; lo <= request.limit; lo += 1) {
      const hi = lo + request.sizePages + slack - 1;
      if (lo % step !== 0 || hi > request.limit) continue;
      if (!busy.some((range) => range.lo <= hi && lo <= range.hi)) return true;
    }
    return false;
  }
}

function* pagesOf(ranges: readonly Range[]): Generator<number, void, undefined> {
  for (const { lo, hi } of ranges) for (let page = lo; page <= hi; page += 1) yield page;
}
