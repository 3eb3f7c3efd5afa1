import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { type AllocRequest, wantedBy } from '../../../model/call.ts';
import type { Fact } from '../../../model/fact.ts';
import type { Pfn } from '../../../model/range.ts';
import { hasRole } from '../../../model/role.ts';

/** Counts what happens in a run, from its facts alone. */
export class Tally {
  nowJiffies: Jiffies = 0;
  /** Runs of the work. */
  wakeups = 0;
  /** Runs of the work that erased nothing. */
  wasted = 0;
  requestsRefused = 0;
  /** Lines in the log, and the time of the first one; null: there is none. */
  lines = 0;
  warnedJiffies: Jiffies | null = null;
  /** The first page of each deferred range. */
  readonly deferred: Set<Pfn>;
  peakDeferred = 0;
  /** Freeing calls, and those of them that had to defer their range. */
  frees = 0;
  firstErasesRefused = 0;
  allocs = 0;
  /** Refused allocations. */
  refused = 0;
  /**
   * Refused allocations that were refused no memory and would have had room without the deferred
   * ranges; and the time of the first one, null: there is none.
   */
  crowdedOut = 0;
  exhaustedJiffies: Jiffies | null = null;
  #running = false;
  #erasedInRun = 0;
  /** Calls in progress that were refused memory, and the requests of allocations in progress. */
  readonly #short = new Set<number>();
  readonly #requests = new Map<number, AllocRequest>();
  readonly #fits: (request: AllocRequest) => boolean;

  /** @param fits whether the request has room among the ranges that callers own */
  constructor(fits: (request: AllocRequest) => boolean, deferred: Iterable<Pfn> = []) {
    this.#fits = fits;
    this.deferred = new Set(deferred);
  }

  hear(fact: Fact): void {
    switch (fact.kind) {
      case 'time':
        this.nowJiffies += fact.byJiffies;
        return;
      case 'work':
        return this.#work(fact.state === 'running');
      case 'deferred':
        if (!this.deferred.has(fact.range.lo) && fact.call !== null) this.firstErasesRefused += 1;
        this.deferred.add(fact.range.lo);
        this.peakDeferred = Math.max(this.peakDeferred, this.deferred.size);
        return;
      case 'erased':
        this.deferred.delete(fact.range.lo);
        if (this.#running && fact.call === null) this.#erasedInRun += 1;
        return;
      case 'memory':
        if (fact.granted) return;
        this.requestsRefused += 1;
        if (fact.call !== null) this.#short.add(fact.call);
        return;
      case 'invoked':
        if (hasRole(fact.what, 'takes')) {
          this.allocs += 1;
          this.#requests.set(fact.call, wantedBy(fact.what));
        } else this.frees += 1;
        return;
      case 'responded':
        if (fact.refused) this.#refused(fact.call);
        this.#short.delete(fact.call);
        this.#requests.delete(fact.call);
        return;
      case 'logged':
        this.lines += 1;
        this.warnedJiffies ??= this.nowJiffies;
        return;
      default:
        return;
    }
  }

  #work(running: boolean): void {
    if (running === this.#running) return;
    this.#running = running;
    if (running) {
      this.wakeups += 1;
      this.#erasedInRun = 0;
    } else if (this.#erasedInRun === 0) this.wasted += 1;
  }

  #refused(call: number): void {
    this.refused += 1;
    const request = this.#requests.get(call);
    if (this.#short.has(call) || request === undefined || !this.#fits(request)) return;
    this.crowdedOut += 1;
    this.exhaustedJiffies ??= this.nowJiffies;
  }
}
