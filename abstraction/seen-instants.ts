import type { Space } from '../model/call.ts';
import { type GapContract, owesPosition } from '../model/gap-contract.ts';
import { busyPages, type History } from '../model/history.ts';
import type { OpenCall } from '../model/ledger.ts';
import type { Range } from '../model/range.ts';
import { hasRole } from '../model/role.ts';
import { overwrite, type RangeSet } from '../model/range-set.ts';

/**
 * Left out of a state: what an allocation in progress has seen, except what can still decide
 * whether its refusal is excused.
 *
 * Why that is sound: the availability law asks one question about an allocation's past: was there
 * an instant at which the request had no room? One instant without room excuses the refusal for
 * good, so the answer is kept and the instant is not. An instant with room can become one without
 * room only if its busy pages may still grow: a page that a call is granted counts as busy from the
 * invocation of that call on. So an instant with room is kept only while a call that was in
 * progress then has not responded. It is also kept if the deferred pages decide whether there was
 * room, for a law that counts only some of them as busy. Which ones an erase was refused for is
 * then part of the state, unless all of that is excused.
 *
 * A search may put the history of one state into another that looks the same. The next instant
 * replaces the last one of a history unless less has been held since. So the observation includes
 * which excuses outlast the present instant.
 *
 * One difference is left out before this file sees it, and it is the only one that is left out
 * elsewhere: of instants that only grow fuller, `model/history.ts` keeps the last one. That is how
 * the law is computed, in runs without a search as well, and its argument stands there.
 */
export function observeHistories(
  histories: readonly History[],
  open: readonly OpenCall[],
  gap: GapContract,
  space: Space,
): unknown {
  const unanswered = new Set<number>();
  for (const { call, what, granted } of open) {
    if (hasRole(what, 'reserves')) unanswered.add(call);
    else if (hasRole(what, 'takes') && granted === null) unanswered.add(call);
  }
  return histories.map((history) => {
    const { call, request, scarce, ownRefused, eraseRefused, kept, workRan, shrunk } = history;
    if (ownRefused) return [call, request];
    const hadNoRoom = (busy: readonly Range[]): boolean => !owesPosition(gap, request, space, busy);
    const looks = [...busyPages(history, () => [])].map((held, at): Look => {
      const deferred = history.instants[at]?.deferred ?? [];
      const full = hadNoRoom(held);
      return { held, full, crowded: full || hadNoRoom([...held, ...deferred]) };
    });
    // Scarcity excuses everything except a missing line in the log. That depends only on `full`;
    // but what caused the refusal depends on whether deferred pages were in the way.
    const excusedBy = (past: readonly Look[]): readonly boolean[] => [
      past.some(({ crowded }) => crowded),
      past.some(({ full }) => full),
    ];
    const excused = excusedBy(looks);
    const lasting = shrunk ? excused : excusedBy(looks.slice(0, -1));
    return [
      call,
      request,
      scarce,
      eraseRefused,
      workRan,
      ...excused,
      ...lasting,
      ...(excused.every(Boolean) ? [] : [undecided(history, unanswered, looks)]),
      ...(scarce || excused.every(Boolean) ? [] : [kept]),
    ];
  });
}

/** The room that a request had at one instant. */
interface Look {
  /** Busy pages, without the deferred ones. */
  readonly held: readonly Range[];
  /** These pages left no room. */
  readonly full: boolean;
  /** These pages and the deferred ones left no room. */
  readonly crowded: boolean;
}

/**
 * The instants that may still turn out to be without room, or at which the deferred pages decide.
 * Also the last instant by itself, if it is one of them and the next one will replace it.
 */
function undecided(
  history: History,
  unanswered: ReadonlySet<number>,
  looks: readonly Look[],
): readonly unknown[] {
  const instants = new Set<unknown>();
  let last: unknown = null;
  for (const [at, { open, deferred }] of history.instants.entries()) {
    const { held, full, crowded } = looks[at] as Look;
    const waiting = open.filter(({ call }) => call !== history.call && unanswered.has(call));
    const hung = !history.scarce && !full && crowded;
    last = null;
    if (waiting.length === 0 && !hung) continue;
    const pages = held.reduce<RangeSet>((set, range) => overwrite(set, range), []);
    last = [pages, deferred, new Set(waiting.map(({ call }) => call))];
    instants.add(last);
  }
  return [instants, history.shrunk ? null : last];
}
