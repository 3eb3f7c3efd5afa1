import type { Pfn, Range } from '../../model/range.ts';
import type { Guarded } from '../kernel/guarded.ts';
import { type Retry, TRIES_MAX } from '../policies/policy.ts';
import type { RetryState } from '../policies/retry-state.ts';
import { type MapleDomain, MARKER } from './maple.ts';

/** The markers that wait to be erased. While there are none, there is no backlog. */
export interface Backlog {
  /** No marker lies below this page. */
  readonly lo: Pfn;
  /** The number of markers in the tree. */
  readonly count: number;
  /** The log already has a line about this backlog. */
  readonly told: boolean;
  /**
   * The number of runs of the work in a row that could not erase the lowest marker, 0 to
   * `TRIES_MAX`. 0 if the policy counts no tries per range.
   */
  readonly tries: number;
}

/** The other fields of a new backlog. */
export const FRESH_BACKLOG = { told: false, tries: 0 };

/** A domain that keeps account of its markers. */
export interface BacklogDomain extends MapleDomain {
  /** Null: there is no marker. Protected by the lock of the domain. */
  readonly deferred: Guarded<Backlog | null>;
  readonly retry: RetryState;
}

/**
 * Writes the backlog, null if it has no marker, and emits the window that it stands for; lock held.
 * The step that writes is not noted, since no signature depends on it.
 */
export function keepBacklog(d: BacklogDomain, backlog: Backlog): void {
  const waiting = backlog.count === 0 ? null : backlog;
  d.deferred.set(waiting, '');
  const span = waiting === null ? null : { lo: waiting.lo, hi: d.space.topPfn };
  d.kernel.emit({ kind: 'window', span });
}

/** Writes a line about the backlog to the log, and notes that it has one; lock held. */
export function warnOfBacklog(d: BacklogDomain, cause: string): void {
  const waiting = d.deferred.get();
  if (waiting !== null) keepBacklog(d, { ...waiting, told: true });
  d.kernel.log.warn(cause);
}

/**
 * Consults the policy at the end of a run of the work; lock held.
 * @param erased 1 if the run has erased any marker, else 0
 */
export function consultPolicy(d: BacklogDomain, erased: number): Retry<unknown> {
  const waiting = d.deferred.get();
  if (waiting === null) return d.retry.consult({ erased, left: 0, tries: 0 });
  const before = erased > 0 ? 0 : waiting.tries;
  const counts = d.retry.policy.warns?.per === 'range';
  const tries = counts ? Math.min(before + 1, TRIES_MAX) : 0;
  if (tries !== waiting.tries) keepBacklog(d, { ...waiting, tries });
  return d.retry.consult({ erased, left: 1, tries });
}

/** The number of markers that overlap the range or touch it. */
export function markersAround(d: BacklogDomain, { lo, hi }: Range): number {
  let count = 0;
  for (let at = d.tree.next(Math.max(0, lo - 1)); at !== null && at.lo <= hi + 1;) {
    if (at.value === MARKER) count += 1;
    at = d.tree.next(at.hi + 1);
  }
  return count;
}
