import type { Space } from '../model/call.ts';
import { type GapContract, owesPosition } from '../model/gap-contract.ts';
import { busyPages, type History } from '../model/history.ts';
import type { Ledger } from '../model/ledger.ts';
import type { OpenCall } from '../model/holdings.ts';
import type { Range } from '../model/range.ts';
import { merged, type RangeSet } from '../model/range-set.ts';
import { hasRole } from '../model/role.ts';

/**
 * Left out of a state: what an allocation in progress has seen, except what can still decide
 * whether its refusal is excused.
 *
 * Why that is sound: the availability law asks one question about an allocation's past: was there
 * an instant at which the request had no room? One instant without room excuses the refusal for
 * good, so that there was one is kept and what it was is not. An instant with room can become one
 * without room only if its busy pages may still grow: a page that another call is granted counts as
 * busy from the invocation of that call on. So an instant with room is kept only while a call that
 * was in progress then has not been granted anything. It is also kept if the deferred pages decide
 * whether there was room, for a law that counts only some of them as busy. Which ones an erase was
 * refused for is then part of the state, unless all of that is excused.
 *
 * The last instant is kept in any case if the next one will replace it. What an instant that is
 * kept has of names is: which calls may still be granted something. Its busy pages have none.
 *
 * One difference is left out before this file sees it, and it is the only one that is left out
 * elsewhere: of instants that only grow fuller, `model/history.ts` keeps the last one. That is how
 * the law is computed, in runs without a search as well, and its argument stands there.
 *
 * A search puts the history of one state into another that looks the same. So nothing that is left
 * out may stay in a history: this is what the ledger of a search holds after each move.
 */
export function settledHistories(ledger: Ledger, gap: GapContract): readonly History[] {
  const { histories } = ledger;
  if (histories.length === 0 || settled.has(histories)) return histories;
  const { open, space, grants } = ledger;
  const unanswered = open.filter(({ what, granted }) => {
    return hasRole(what, 'reserves') || (hasRole(what, 'takes') && granted === null);
  });
  const now = histories.map((history) => {
    if (history.ownRefused) return excused(history, space);
    const busy = [...busyPages(history, () => [])];
    const hasRoom = (pages: readonly Range[]): boolean =>
      owesPosition(gap, history.request, space, pages);
    if (!busy.every(hasRoom)) return excused(history, space);
    const instants: Instant[] = [];
    for (let at = 0; at < busy.length; at += 1) {
      const held = busy[at] as readonly Range[];
      const instant = history.instants[at] as Instant;
      const { deferred } = instant;
      const waiting = unanswered.filter(({ call }) => {
        return call !== history.call && instant.open.some((one) => one.call === call);
      });
      const isCrowded = deferred.length > 0 && !hasRoom([...held, ...deferred]);
      const isLast = at === busy.length - 1 && !history.shrunk;
      if (waiting.length > 0 || (isCrowded && !history.scarce)) {
        instants.push(instantOf(merged(held), deferred, waiting));
      } else if (isCrowded) instants.push(instantOf([], everyPage(space), NO_CALLS));
      else if (isLast) instants.push(NOTHING_HELD);
    }
    return undecided(history, instants, grants);
  });
  settled.add(now);
  return now;
}

/** What `settledHistories()` has returned. */
const settled = new WeakSet<readonly History[]>();

type Instant = History['instants'][number];

/** The history of a call whose refusal is excused, whatever comes. */
function excused(history: History, space: Space): History {
  const { call, request, asked, flushes, scarce, ownRefused, eraseRefused, workRan } = history;
  return {
    call,
    request,
    asked,
    flushes,
    scarce: scarce || ownRefused,
    ownRefused,
    eraseRefused: eraseRefused && !ownRefused,
    kept: [],
    workRan: workRan && !ownRefused,
    instants: [instantOf(everyPage(space), [], NO_CALLS)],
    shrunk: true,
    grants: [],
  };
}

/** The history with these instants alone. */
function undecided(
  history: History,
  instants: readonly Instant[],
  grants: History['grants'],
): History {
  const { call, request, asked, flushes } = history;
  const { scarce, ownRefused, eraseRefused, kept, workRan, shrunk } = history;
  return {
    call,
    request,
    asked,
    flushes,
    scarce,
    ownRefused,
    eraseRefused,
    kept: scarce || kept.length === 0 ? NO_PAGES : merged(kept),
    workRan,
    instants: instants.length === 0 ? [NOTHING_HELD] : instants,
    shrunk,
    grants: grants.filter((grant) => grant.call !== call),
  };
}

function everyPage({ startPfn, topPfn }: Space): RangeSet {
  return [{ lo: startPfn, hi: topPfn }];
}

const NO_CALLS: readonly OpenCall[] = [];
const NO_PAGES: RangeSet = [];

function instantOf(pages: RangeSet, deferred: RangeSet, open: readonly OpenCall[]): Instant {
  return { owned: pages.map((range) => ({ call: NOBODY, range })), reserved: [], deferred, open };
}

/** The holder of pages that some call held. No call has this number. */
const NOBODY = -1;

const NOTHING_HELD = instantOf([], [], NO_CALLS);

/** Settled histories as plain data. Only the last of the instants has a place in their order. */
export function observeHistories(histories: readonly History[]): unknown {
  return histories.map((history) => {
    const { call, asked, scarce, ownRefused, eraseRefused, kept, workRan } = history;
    const seen = history.instants.map(({ owned, deferred, open }) => [
      owned.map(({ range }) => range),
      deferred,
      new Set(open.map((one) => one.call)),
    ]);
    return [
      call,
      asked,
      scarce,
      ownRefused,
      eraseRefused,
      kept,
      workRan,
      new Set(history.grants),
      new Set(seen),
      history.shrunk ? null : seen.at(-1),
    ];
  });
}
