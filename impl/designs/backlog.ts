import type { Pfn, Range } from '../../model/range.ts';
import type { Guarded } from '../kernel/guarded.ts';
import { type Retry, TRIES_MAX } from '../policies/policy.ts';
import type { RetryState } from '../policies/retry-state.ts';
import { type MapleDomain, MARKER } from './maple.ts';

/** What waits to be erased. There is none as soon as nothing does. */
export interface Backlog {
  /** No marker lies below. */
  readonly lo: Pfn;
  /** How many markers the tree holds. */
  readonly count: number;
  /** The log has a line about it. */
  readonly told: boolean;
  /** Runs of the work in a row that could not erase the lowest; counted where a policy asks. */
  readonly tries: number;
}

/** A backlog that begins. */
export const FRESH_BACKLOG = { told: false, tries: 0 };

/** A domain that keeps account of its markers, under its lock. */
export interface BacklogDomain extends MapleDomain {
  readonly deferred: Guarded<Backlog | null>;
  readonly retry: RetryState;
}

/** Which step wrote it makes no difference: nothing is decided by that. */
export function keepBacklog(d: BacklogDomain, backlog: Backlog): void {
  const waiting = backlog.count === 0 ? null : backlog;
  d.deferred.set(waiting, '');
  const span = waiting === null ? null : { lo: waiting.lo, hi: d.space.topPfn };
  d.kernel.emit({ kind: 'window', span });
}

/** The log gets a line about the backlog. */
export function warnOfBacklog(d: BacklogDomain, cause: string): void {
  const waiting = d.deferred.get();
  if (waiting !== null) keepBacklog(d, { ...waiting, told: true });
  d.kernel.log.warn(cause);
}

/** What the policy makes of a run of the work. */
export function consultPolicy(d: BacklogDomain, erased: number): Retry<unknown> {
  const waiting = d.deferred.get();
  if (waiting === null) return d.retry.consult({ erased, left: 0, tries: 0 });
  const before = erased > 0 ? 0 : waiting.tries;
  const counts = d.retry.policy.warns?.per === 'range';
  const tries = counts ? Math.min(before + 1, TRIES_MAX) : 0;
  if (tries !== waiting.tries) keepBacklog(d, { ...waiting, tries });
  return d.retry.consult({ erased, left: 1, tries });
}

/** How many markers there are in the range, or next to it. */
export function markersAround(d: BacklogDomain, { lo, hi }: Range): number {
  let count = 0;
  for (let at = d.tree.next(Math.max(0, lo - 1)); at !== null && at.lo <= hi + 1;) {
    if (at.value === MARKER) count += 1;
    at = d.tree.next(at.hi + 1);
  }
  return count;
}
