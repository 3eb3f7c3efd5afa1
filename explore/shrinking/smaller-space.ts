import type { Call, Page } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';
import { argumentsOf } from '../../port/call-arguments.ts';
import { originOf } from '../../port/call-origin.ts';
import { descriptionOf } from '../../port/call-table.ts';
import type { OwnedAction } from '../world/adapt-run.ts';
import { meetsFillers } from '../run/meets-fillers.ts';
import { type Scope, spaceOf } from '../run/scope.ts';
import { wrongCaches } from '../run/scope-caches.ts';

/** The actions of a run to try, and the scope to try it in. */
export type Placed = readonly [scope: Scope, items: readonly OwnedAction[]];

/** Proposes the same actions with fewer pages, the fewest first: 2, 4, 8, ... */
export function* withFewerPages(items: readonly OwnedAction[], scope: Scope): Generator<Placed> {
  for (let pages = 2; pages < scope.pages; pages *= 2) {
    const smaller = { ...scope, pages };
    if (wrongCaches(smaller) !== null) continue;
    yield* movedTo(smaller, scope, items);
  }
}

/** Capacities of magazines to try, the smallest first. */
const CAPACITIES = [1, 2, 8, 32];

/**
 * Proposes the same actions with smaller magazines, the smallest first, with as many of them full
 * when the run begins.
 */
export function* withSmallerCaches(items: readonly OwnedAction[], scope: Scope): Generator<Placed> {
  for (const magazine of CAPACITIES.filter((smaller) => smaller < scope.magazine)) {
    const stock = Math.ceil((scope.stock * magazine) / scope.magazine);
    const pages = Math.max(2, scope.pages - scope.stock + stock);
    yield* movedTo({ ...scope, magazine, stock, pages }, scope, items);
  }
}

/** At most so many calls are kept when fillers replace the others. */
const MOST_KEPT = 3;
/** Enough fillers for a tree of several leaves. */
const MOST_FILLERS = 32;

/**
 * Proposes fillers in place of calls that only fill the tree. Yields nothing unless the tree
 * decides what needs memory: only there its shape matters.
 */
export function* withFillersForCalls(
  items: readonly OwnedAction[],
  scope: Scope,
): Generator<Placed> {
  if (scope.memory === 'adversarial') return;
  const calls = items.reduce((most, { of }) => Math.max(most, (of ?? -1) + 1), 0);
  for (let kept = 1; kept < Math.min(calls, MOST_KEPT + 1); kept += 1) {
    const last = lastCalls(items, calls - kept);
    for (let fillers = scope.fillers + 1; fillers <= MOST_FILLERS; fillers += 1) {
      const filled = { ...scope, fillers };
      yield* movedTo(filled, scope, last);
    }
  }
}

/** The actions of calls from number `from` on, of the calls that these name, and of no call. */
function lastCalls(items: readonly OwnedAction[], from: number): readonly OwnedAction[] {
  const named = new Set<number | null>();
  for (const { action, of } of items) {
    if (action.do === 'start' && (of ?? 0) >= from) named.add(originOf(action.call));
  }
  return items.filter(({ of }) => of === null || of >= from || named.has(of));
}

/**
 * Moves the pages that the calls name from one space to another. Pages above the fillers stay above
 * them, and pages outside the new space move to its edge. Returns nothing if a call would name a
 * filler.
 */
function movedTo(to: Scope, from: Scope, items: readonly OwnedAction[]): readonly Placed[] {
  const { startPfn, topPfn } = spaceOf(to);
  const above = spaceOf(from).dma32 + from.fillers;
  const moved = (pfn: Pfn): Pfn => {
    const shifted = pfn < above ? pfn : pfn + to.fillers - from.fillers;
    return Math.min(Math.max(shifted, startPfn), topPfn);
  };
  const placed = items.map((item): OwnedAction => {
    const { action } = item;
    if (action.do !== 'start') return item;
    return { ...item, action: { ...action, call: withPages(action.call, moved) } };
  });
  const namesFiller = placed.some(({ action }) => {
    if (action.do !== 'start') return false;
    const named = descriptionOf(action.call).pagesNamed(action.call);
    return named !== null && meetsFillers(to, named);
  });
  return namesFiller ? [] : [[to, placed]];
}

/** The call with every page number in it moved. */
function withPages(call: Call, moved: (pfn: Pfn) => Pfn): Call {
  const changed: Record<string, Pfn | Page> = {};
  for (const { kind, name, value } of argumentsOf(call)) {
    if (kind === 'limit' || kind === 'pfn') changed[name] = moved(value);
    if (kind === 'page' && 'pfn' in value) changed[name] = { pfn: moved(value.pfn) };
  }
  return { ...call, ...changed };
}
