/** For each property a design that breaks it, and one that does not. */
import type { Scope } from '../../explore/run/scope.ts';
import { drainsLater } from '../../impl/bugs/drains-later.ts';
import { erasesWindow } from '../../impl/bugs/erases-window.ts';
import { findsUnlocked } from '../../impl/bugs/finds-unlocked.ts';
import { forgetsEarlierBatches } from '../../impl/bugs/forgets-earlier-batches.ts';
import { forgetsRange } from '../../impl/bugs/forgets-range.ts';
import { freesAndLists } from '../../impl/bugs/frees-and-lists.ts';
import { freesListAndTree } from '../../impl/bugs/frees-list-and-tree.ts';
import { ignoresRefusal } from '../../impl/bugs/ignores-refusal.ts';
import { leaksObject } from '../../impl/bugs/leaks-object.ts';
import { leavesIrqsOn } from '../../impl/bugs/leaves-irqs-on.ts';
import { leavesList } from '../../impl/bugs/leaves-list.ts';
import { limitPlusOne } from '../../impl/bugs/limit-plus-one.ts';
import { listsTwice } from '../../impl/bugs/lists-twice.ts';
import { restartsTheTimer } from '../../impl/bugs/restarts-the-timer.ts';
import { searchesInBatches } from '../../impl/bugs/searches-in-batches.ts';
import { storesLater } from '../../impl/bugs/stores-later.ts';
import { swallowsNeighbour } from '../../impl/bugs/swallows-neighbour.ts';
import { takesLowerEnd } from '../../impl/bugs/takes-lower-end.ts';
import { underWarnsEarly } from '../../impl/bugs/under-warns-early.ts';
import { warnsAlways } from '../../impl/bugs/warns-always.ts';
import { windowKeepsLatest } from '../../impl/bugs/window-keeps-latest.ts';
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { exponential } from '../../impl/policies/exponential.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { warnAfter } from '../../impl/policies/warn-after.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { CACHE_ROWS } from './cache-rows.ts';
import { llistThatTells, llistWithoutHint, markerWithoutHint } from './without-hint.ts';

/** A design that breaks a property in random runs, and a neighbour that keeps it there. */
export interface PropertyRow {
  readonly id: string;
  readonly broken: Design;
  /** The cause in one signature that `broken` breaks. */
  readonly cause: string;
  readonly holds: Design;
  readonly scope?: Partial<Scope>;
}

const CARELESS = { callers: 'careless', timers: 'exact' } as const;
const RESERVING = { reserve: true } as const;
const TIMED = { timers: 'exact' } as const;
const BUSY = { calls: 24, refusals: 8, timers: 'exact' } as const;
/** It writes a line to the log at the tenth failed run of the work in a row. */
const WARNS = withPolicy(llist, warnAfter(flat10ms, 10));
/** It says that it never defers, which only hides properties that are about it. */
const DENIES = { ...hardened, traits: { ...hardened.traits, defers: false } };
const FILLED = { ...BUSY, fillers: 1000 } as const;
const ALLOC = 'alloc_iova()';
const FREE = 'free_iova()';
const FIND = 'find_iova()';
const PUT = 'put_iova_domain()';
const WORK = 'the work';

/** The rows, in the order of the properties. */
export const PROPERTY_ROWS: readonly PropertyRow[] = [
  {
    id: 'OWN-1',
    broken: storesLater.design,
    cause: `${ALLOC} stored over an owned range`,
    holds: llist,
  },
  {
    id: 'OWN-2',
    broken: llist,
    cause: `${WORK} erased a reserved range`,
    holds: marker,
    scope: RESERVING,
  },
  {
    id: 'OWN-3',
    broken: erasesWindow.design,
    cause: `${ALLOC} erased an owned range`,
    holds: marker,
    scope: BUSY,
  },
  {
    id: 'REQ-1',
    broken: limitPlusOne.design,
    cause: `${ALLOC} granted pages above its limit`,
    holds: hardened,
  },
  {
    id: 'MEM-1',
    broken: freesAndLists.design,
    cause: `${WORK} used a freed object <- ${WORK} freed it while listed`,
    holds: llist,
  },
  {
    id: 'MEM-1',
    broken: llist,
    cause: `${WORK} used a freed object <- reserve_iova() freed it while listed`,
    holds: marker,
    scope: RESERVING,
  },
  {
    id: 'MEM-2',
    broken: freesListAndTree.design,
    cause: `${PUT} freed an object again <- ${PUT} freed it while listed`,
    holds: llist,
  },
  {
    id: 'MEM-2',
    broken: ignoresRefusal.design,
    cause: `${PUT} freed an object again <- ${FREE} freed it`,
    holds: llist,
  },
  { id: 'MEM-3', broken: leaksObject.design, cause: `${PUT} left range objects`, holds: llist },
  {
    id: 'SPC-1',
    broken: forgetsRange.design,
    cause: `pages left in the tree <- ${FREE} left them`,
    holds: llist,
  },
  {
    id: 'LCK-1',
    broken: findsUnlocked.design,
    cause: `${FIND} touched the tree without the lock`,
    holds: llist,
  },
  {
    id: 'LCK-1',
    broken: leavesIrqsOn.design,
    cause: `${FIND} took a lock with interrupts on`,
    holds: llist,
  },
  { id: 'LST-1', broken: listsTwice.design, cause: `${FREE} listed a node twice`, holds: llist },
  {
    id: 'LST-1',
    broken: llist,
    cause: `${FREE} listed a node twice`,
    holds: llist,
    scope: CARELESS,
  },
  {
    id: 'TRE-1',
    broken: swallowsNeighbour.design,
    cause: `the tree after ${FREE} is not what was put there`,
    holds: llist,
  },
  {
    id: 'WRK-1',
    broken: leavesList.design,
    cause: `no work is armed <- ${WORK} ended`,
    holds: llist,
  },
  {
    id: 'WIN-1',
    broken: windowKeepsLatest.design,
    cause: `${FREE} left a deferred range outside the window`,
    holds: marker,
  },
  {
    id: 'WIN-1',
    broken: takesLowerEnd.design,
    cause: `${FREE} left a deferred range outside the window`,
    holds: marker,
  },
  ...CACHE_ROWS,
  {
    id: 'AVL-1',
    broken: llist,
    cause: `refused <- ${ALLOC} was refused a store`,
    holds: llistWithoutHint,
  },
  {
    id: 'AVL-2',
    broken: llist,
    cause: 'refused <- a deferred range is in the way while the work runs',
    holds: markerWithoutHint,
  },
  {
    id: 'AVL-2',
    broken: drainsLater.design,
    cause: 'refused <- a deferred range is in the way',
    holds: markerWithoutHint,
  },
  {
    id: 'AVL-3',
    broken: leavesList.design,
    cause: 'refused <- a deferred range is in the way',
    holds: llistWithoutHint,
    scope: { ...BUSY, pages: 4 },
  },
  {
    id: 'LIV-1',
    broken: marker,
    cause: `nobody erases what ${FREE} deferred, ${WORK} is idle`,
    holds: llist,
    scope: TIMED,
  },
  {
    id: 'LIV-1',
    broken: leavesList.design,
    cause: `nobody erases what ${WORK} deferred, ${WORK} is idle`,
    holds: llist,
    scope: TIMED,
  },
  {
    id: 'LIV-2',
    broken: llist,
    cause: `${WORK} goes round for ever <- list-double-add`,
    holds: mainline,
    scope: CARELESS,
  },
  {
    id: 'LIV-3',
    broken: marker,
    cause: `${ALLOC} visits too much in one section`,
    holds: llist,
    scope: FILLED,
  },
  {
    id: 'LIV-3',
    broken: mainline,
    cause: `${ALLOC} visits too much in one section`,
    holds: llist,
    scope: FILLED,
  },
  {
    id: 'LIV-3',
    broken: mainline,
    cause: 'reserve_iova() visits too much in one section',
    holds: llist,
    scope: { ...FILLED, reserve: true },
  },
  {
    id: 'LIV-4',
    broken: restartsTheTimer.design,
    cause: `${FREE} armed the work too late`,
    holds: llist,
    scope: BUSY,
  },
  {
    id: 'LIV-4',
    broken: forgetsEarlierBatches.design,
    cause: `${WORK} armed the work too late`,
    holds: forgetsEarlierBatches.base,
    scope: BUSY,
  },
  {
    id: 'LIV-5',
    broken: searchesInBatches.design,
    cause: `${ALLOC} visits too much in all`,
    holds: hardened,
    scope: FILLED,
  },
  {
    id: 'CST-1',
    broken: withPolicy(llist, exponential),
    cause: `${FREE} armed the work too early`,
    holds: llist,
    scope: BUSY,
  },
  {
    id: 'OBS-1',
    broken: llist,
    cause: `the last of 10 retries in silence <- ${WORK} was refused an erase`,
    holds: WARNS,
  },
  {
    id: 'OBS-1',
    broken: warnsAlways.design,
    cause: `${WORK} logs a line again`,
    holds: WARNS,
    scope: BUSY,
  },
  {
    id: 'OBS-1',
    broken: marker,
    cause: `the last of 10 retries in silence <- ${ALLOC} was refused an erase`,
    holds: WARNS,
    scope: BUSY,
  },
  {
    id: 'OBS-1',
    broken: underWarnsEarly.design,
    cause: `${WORK} warns of retries that did not fail`,
    holds: underWarnsEarly.base,
    scope: BUSY,
  },
  {
    id: 'OBS-2',
    broken: llist,
    cause: `refused <- ${ALLOC} was refused a store`,
    holds: llistThatTells,
  },
  { id: 'TRT-1', broken: DENIES, cause: 'a range is deferred', holds: hardened },
];
