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
 * Why that is sound: the availability law asks one question of an allocation's past, whether there
 * was an instant at which the request had no room. One instant without room excuses the refusal
 * for good, so the fact is kept and the instant is not. An instant with room never becomes one
 * without, unless its busy pages may still grow: a page counts as busy from the invocation of a
 * call that is granted it later. So an instant with room is kept only while a call that was in
 * progress then has not been answered. And it is kept where the deferred pages decide whether
 * there was room, for a law that counts only some of them as busy.
 *
 * A search may put the history of one state into another that looks the same. The last instant of
 * a history gives way to the next one unless less has been held since; so it is part of the
 * observation which excuses outlast the present instant.
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
    const { call, request, scarce, ownRefused, shrunk } = history;
    if (ownRefused) return [call, request];
    const hadNoRoom = (busy: readonly Range[]): boolean => !owesPosition(gap, request, space, busy);
    const looks = [...busyPages(history, () => [])].map((held, at): Look => {
      const deferred = history.instants[at]?.deferred ?? [];
      const full = hadNoRoom(held);
      return { held, full, crowded: full || hadNoRoom([...held, ...deferred]) };
    });
    // Scarcity excuses all but a missing line in the log, which asks about the second law only.
    const excusedBy = (past: readonly Look[]): readonly boolean[] => [
      scarce || past.some(({ crowded }) => crowded),
      past.some(({ full }) => full),
    ];
    const excused = excusedBy(looks);
    const lasting = shrunk ? excused : excusedBy(looks.slice(0, -1));
    return [
      call,
      request,
      scarce,
      ...excused,
      ...lasting,
      excused.every(Boolean) ? null : undecided(history, unanswered, looks),
    ];
  });
}

/** What a request saw at one instant. */
interface Look {
  /** Busy pages, without the deferred ones. */
  readonly held: readonly Range[];
  /** They left no room. */
  readonly full: boolean;
  /** They and the deferred ones left no room. */
  readonly crowded: boolean;
}

/**
 * The instants that may still turn out to be without room, or at which the deferred pages decide;
 * and the last instant of all, if it is one of them and gives way to the next.
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
