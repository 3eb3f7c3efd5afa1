import { type AllocRequest, type TakingRequest, wantedBy } from './call.ts';
import { assert } from './assert.ts';
import type { Need } from './fact.ts';
import type { Holding, OpenCall } from './holdings.ts';
import type { Range } from './range.ts';
import { overwrite, type RangeSet } from './range-set.ts';

/** The holdings at one instant. These are arrays of the ledger, which are immutable. */
interface Instant {
  readonly owned: readonly Holding[];
  readonly reserved: readonly Holding[];
  readonly deferred: RangeSet;
  readonly open: readonly OpenCall[];
}

/**
 * What an allocation in progress has seen, from its invocation until now.
 *
 * Left out of a state, by the law itself: an instant that is followed by one at which at least the
 * same pages are busy.
 *
 * Why that is sound: the law asks only whether there was an instant at which the request had no
 * room. More busy pages leave no more room, so if the first instant had none, the second has none
 * either. Whatever gives pages up marks the history as `shrunk`, and the instant before it is kept.
 * Until then the later instant has every holding, deferred page and call in progress of the earlier
 * one. So it also has every grant that comes later, because a grant counts from the invocation of
 * its call on. A law that counts only some deferred pages as busy decides that page by page. This
 * stands here and not in `abstraction/`, because it is how the law is computed: runs that match no
 * states, with thousands of facts, need it as well. `naive-law.ts` of the tests keeps every
 * instant, and must say the same.
 */
export interface History {
  readonly call: number;
  /** What is asked of the tree. */
  readonly request: AllocRequest;
  readonly asked: TakingRequest;
  /** It may have cached ranges given back. So they are not busy for it; for others they are. */
  readonly flushes: boolean;
  /** Its own object or store was refused, or there was pressure: this excuses every refusal. */
  readonly scarce: boolean;
  /** Its own object, or the store of its own range, was refused. */
  readonly ownRefused: boolean;
  /** It was refused the erase of a range itself. */
  readonly eraseRefused: boolean;
  /** Pages whose erase was refused, or given up since another erase was: see `keep()`. */
  readonly kept: RangeSet;
  /** The work ran at some moment of the interval. */
  readonly workRan: boolean;
  /** The instants to judge by: of instants that only grow fuller, the last one. */
  readonly instants: readonly Instant[];
  /** Less may be held now than at the last of `instants`. */
  readonly shrunk: boolean;
  /** Grants, since their invocations, of other calls that were in progress at some instant. */
  readonly grants: readonly Holding[];
}

/** What there is now, for all histories. */
interface Now extends Instant {
  /** What lies in caches. */
  readonly cached: RangeSet;
}

/** The present instant, for allocations that may flush, and for those that may not. */
function instantOf({ owned, reserved, deferred, open, cached }: Now, flushes: boolean): Instant {
  if (flushes || cached.length === 0) return { owned, reserved, deferred, open };
  const held = cached.map((range) => ({ call: NOBODY, range }));
  return { owned: [...owned, ...held], reserved, deferred, open };
}

/** The holder of what is cached. No call has this number. */
const NOBODY = -1;

/** A new history for an allocation that is invoked now. */
export function openHistory(
  call: number,
  asked: TakingRequest,
  now: Now & {
    readonly pressure: string;
    readonly work: string;
    readonly grants: readonly Holding[];
  },
): History {
  const flushes = asked.fn === 'allocFast' && asked.flush;
  return {
    call,
    request: wantedBy(asked),
    asked,
    flushes,
    scarce: now.pressure !== 'none',
    ownRefused: false,
    eraseRefused: false,
    kept: [],
    workRan: now.work === 'running',
    instants: [instantOf(now, flushes)],
    shrunk: false,
    grants: now.grants.filter((grant) => grant.call !== call),
  };
}

/**
 * The history with a change. Written out, as are other records of the model that change often: a
 * spread that replaces a field takes V8 several times as long.
 */
function changed(history: History, change: Partial<History>): History {
  return {
    call: history.call,
    request: history.request,
    asked: history.asked,
    flushes: history.flushes,
    scarce: change.scarce ?? history.scarce,
    ownRefused: change.ownRefused ?? history.ownRefused,
    eraseRefused: change.eraseRefused ?? history.eraseRefused,
    kept: change.kept ?? history.kept,
    workRan: change.workRan ?? history.workRan,
    instants: change.instants ?? history.instants,
    shrunk: change.shrunk ?? history.shrunk,
    grants: change.grants ?? history.grants,
  };
}

/** Enters that memory was refused to `call` (null: the work, or it is not known) for `need`. */
export function taint(
  histories: readonly History[],
  call: number | null,
  need: Need,
): readonly History[] {
  if (histories.every((history) => history.call !== call)) return histories;
  return histories.map((history) => {
    if (history.call !== call) return history;
    if (need === 'erase') return changed(history, { eraseRefused: true });
    // What a free asks for the caches is no business of an allocation.
    if (need !== 'object' && need !== 'store') return history;
    return changed(history, { scarce: true, ownRefused: true });
  });
}

/** Enters that there is pressure. */
export function press(histories: readonly History[]): readonly History[] {
  return histories.map((history) => changed(history, { scarce: true }));
}

/**
 * Enters that the erase of `range` was refused to `call`; null: to the work. The work, and an
 * allocation itself, may give up then: so all that is deferred at that moment waits for memory as
 * well. What is refused to another call says nothing of other ranges.
 */
export function keep(
  histories: readonly History[],
  call: number | null,
  range: Range,
  deferred: RangeSet,
): readonly History[] {
  return histories.map((history) => {
    const mayGiveUp = call === null || call === history.call;
    const waits = mayGiveUp ? [range, ...deferred] : [range];
    return changed(history, { kept: waits.reduce(overwrite, history.kept) });
  });
}

/** Enters an instant: more is held, or a call is in progress that may still be granted a range. */
export function grow(histories: readonly History[], now: Now, grant?: Holding): readonly History[] {
  if (histories.length === 0) return histories;
  const instant = instantOf(now, true);
  const fuller = now.cached.length === 0 ? instant : instantOf(now, false);
  return histories.map((history) =>
    changed(history, {
      instants: withInstant(history, history.flushes ? instant : fuller),
      shrunk: false,
      grants: grant === undefined ? history.grants : withGrant(history, grant),
    }),
  );
}

/** Adds the instant. It replaces the last one unless less may have been held in between. */
function withInstant(history: History, instant: Instant): readonly Instant[] {
  const { instants, shrunk } = history;
  if (instants.length === 1 && !shrunk) return [instant];
  return [...(shrunk ? instants : instants.slice(0, -1)), instant];
}

/**
 * Adds a grant, unless it is known: a response mostly repeats what the store has reported. What a
 * call has stored itself was room for it.
 */
function withGrant({ call: own, grants }: History, grant: Holding): readonly Holding[] {
  const { call, range } = grant;
  if (call === own) return grants;
  const isKnown = grants.some(
    (known) => known.call === call && known.range.lo === range.lo && known.range.hi === range.hi,
  );
  return isKnown ? grants : [...grants, grant];
}

/** Enters that the work runs. */
export function withWork(histories: readonly History[]): readonly History[] {
  if (histories.every((history) => history.workRan)) return histories;
  return histories.map((history) => changed(history, { workRan: true }));
}

/** Enters that less may be held than before. */
export function shrink(histories: readonly History[]): readonly History[] {
  if (histories.every((history) => history.shrunk)) return histories;
  return histories.map((history) =>
    history.shrunk ? history : changed(history, { shrunk: true }),
  );
}

/**
 * The busy pages at each instant of the interval, for the availability law: pages that are owned,
 * reserved, being freed by a call in progress, or granted to another call in progress since its
 * invocation, even if the grant came after the instant; plus those deferred pages that `busyOf`
 * returns. The ranges may overlap and are in no order.
 */
export function* busyPages(
  history: History,
  busyOf: (deferred: RangeSet, history: History) => RangeSet,
): Generator<readonly Range[], void, undefined> {
  // Without an instant every refusal would look unfounded.
  assert(history.instants.length > 0, 'an allocation in progress has seen no instant');
  for (const instant of history.instants) {
    const busy: Range[] = [...busyOf(instant.deferred, history)];
    for (const holding of instant.owned) busy.push(holding.range);
    for (const holding of instant.reserved) busy.push(holding.range);
    for (const call of instant.open) {
      for (const holding of call.freeing) busy.push(holding.range);
      for (const grant of history.grants) if (grant.call === call.call) busy.push(grant.range);
    }
    yield busy;
  }
}
