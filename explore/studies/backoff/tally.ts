import type { Jiffies } from '../../../impl/kernel/clock.ts';
import type { AllocRequest } from '../../../model/call.ts';
import type { Fact } from '../../../model/fact.ts';
import type { Pfn } from '../../../model/range.ts';
import { hasRole } from '../../../model/role.ts';

/** What is counted of a run, from the facts alone. */
export class Tally {
  nowJiffies: Jiffies = 0;
  /** Runs of the work. */
  wakeups = 0;
  /** Of these, those that erased nothing. */
  wasted = 0;
  requestsRefused = 0;
  /** Of the log; and when it had the first one, null: it has none. */
  lines = 0;
  warnedJiffies: Jiffies | null = null;
  /** First pages of the deferred ranges. */
  readonly deferred: Set<Pfn>;
  peakDeferred = 0;
  /** Erases by freeing calls, and how many of them were refused memory. */
  frees = 0;
  firstErasesRefused = 0;
  allocs = 0;
  /** Allocations refused. */
  refused = 0;
  /**
   * Of these, those to which no memory was, and for which there was room but for deferred ranges;
   * and when the first one was.
   */
  crowdedOut = 0;
  exhaustedJiffies: Jiffies | null = null;
  #running = false;
  #erasedInRun = 0;
  /** Calls in progress to which memory was refused, and what allocations ask for. */
  readonly #short = new Set<number>();
  readonly #requests = new Map<number, AllocRequest>();
  readonly #fits: (request: AllocRequest) => boolean;

  /** `fits` tells whether there is room among what callers own. */
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
          this.#requests.set(fact.call, fact.what);
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
