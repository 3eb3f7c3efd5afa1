/**
 * Every property is broken by some real run of a design with a step replaced, or of a published
 * design where it breaks by itself; and there is a neighbour of that design on which it holds in
 * such runs, although its situation occurs there. A judge that cannot say both is worth little.
 */
import { describe, expect, test } from 'vitest';
import type { Scope } from '../../explore/run/scope.ts';
import { drainsLater } from '../../impl/bugs/drains-later.ts';
import { erasesWindow } from '../../impl/bugs/erases-window.ts';
import { findsUnlocked } from '../../impl/bugs/finds-unlocked.ts';
import { forgetsRange } from '../../impl/bugs/forgets-range.ts';
import { freesAndLists } from '../../impl/bugs/frees-and-lists.ts';
import { freesListAndTree } from '../../impl/bugs/frees-list-and-tree.ts';
import { ignoresRefusal } from '../../impl/bugs/ignores-refusal.ts';
import { leaksObject } from '../../impl/bugs/leaks-object.ts';
import { leavesIrqsOn } from '../../impl/bugs/leaves-irqs-on.ts';
import { leavesList } from '../../impl/bugs/leaves-list.ts';
import { limitPlusOne } from '../../impl/bugs/limit-plus-one.ts';
import { listsTwice } from '../../impl/bugs/lists-twice.ts';
import { storesLater } from '../../impl/bugs/stores-later.ts';
import { swallowsNeighbour } from '../../impl/bugs/swallows-neighbour.ts';
import { takesLowerEnd } from '../../impl/bugs/takes-lower-end.ts';
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
import { allProperties } from '../../model/properties/all.ts';
import { firstBreach, saidOf } from './first-breach.ts';
import { llistThatTells, llistWithoutHint, markerWithoutHint } from './without-hint.ts';

interface Row {
  readonly id: string;
  readonly broken: Design;
  /** Of one signature with which it is broken. */
  readonly step: string;
  readonly holds: Design;
  readonly scope?: Partial<Scope>;
}

const CARELESS = { callers: 'careless', timers: 'exact' } as const;
const RESERVING = { reserve: true } as const;
const TIMED = { timers: 'exact' } as const;
const BUSY = { calls: 24, refusals: 8, timers: 'exact' } as const;
/** The tenth failed run of the work in a row gets a line in the log. */
const WARNS = withPolicy(llist, warnAfter(flat10ms, 10));
const FILLED = { ...BUSY, fillers: 1000 } as const;
const PLACE = '__alloc_and_insert_iova_range';
const WORK = 'iova_deferred_free_work';
const PUT = 'put_iova_domain';

const ROWS: readonly Row[] = [
  { id: 'OWN-1', broken: storesLater.design, step: `${PLACE}: store`, holds: llist },
  {
    id: 'OWN-2',
    broken: llist,
    step: `${WORK}: remove_iova`,
    holds: marker,
    scope: RESERVING,
  },
  {
    id: 'OWN-3',
    broken: erasesWindow.design,
    step: `${PLACE}: drain`,
    holds: marker,
    scope: BUSY,
  },
  { id: 'REQ-1', broken: limitPlusOne.design, step: `${PLACE}: unlock`, holds: hardened },
  { id: 'MEM-1', broken: freesAndLists.design, step: `${WORK}: next entry`, holds: llist },
  { id: 'MEM-1', broken: llist, step: WORK, holds: marker, scope: RESERVING },
  { id: 'MEM-2', broken: freesListAndTree.design, step: PUT, holds: llist },
  { id: 'MEM-2', broken: ignoresRefusal.design, step: PUT, holds: llist },
  { id: 'MEM-3', broken: leaksObject.design, step: PUT, holds: llist },
  { id: 'SPC-1', broken: forgetsRange.design, step: 'free_iova: unlock', holds: llist },
  { id: 'LCK-1', broken: findsUnlocked.design, step: 'find_iova: look up', holds: llist },
  { id: 'LCK-1', broken: leavesIrqsOn.design, step: 'find_iova: lock', holds: llist },
  { id: 'LST-1', broken: listsTwice.design, step: 'free_iova: llist_add', holds: llist },
  { id: 'LST-1', broken: llist, step: 'free_iova: llist_add', holds: llist, scope: CARELESS },
  { id: 'TRE-1', broken: swallowsNeighbour.design, step: 'free_iova: unlock', holds: llist },
  { id: 'WRK-1', broken: leavesList.design, step: WORK, holds: llist },
  { id: 'WIN-1', broken: windowKeepsLatest.design, step: 'free_iova: unlock', holds: marker },
  { id: 'WIN-1', broken: takesLowerEnd.design, step: 'free_iova: unlock', holds: marker },
  {
    id: 'AVL-1',
    broken: llist,
    step: `${PLACE}: max32 forbids <- ${PLACE}: store refused`,
    holds: llistWithoutHint,
  },
  {
    id: 'AVL-2',
    broken: llist,
    step: `${PLACE}: search failed`,
    holds: markerWithoutHint,
  },
  { id: 'AVL-2', broken: drainsLater.design, step: PLACE, holds: markerWithoutHint },
  {
    id: 'AVL-3',
    broken: leavesList.design,
    step: `${PLACE}: search failed`,
    holds: llistWithoutHint,
    scope: { ...BUSY, pages: 4 },
  },
  { id: 'LIV-1', broken: marker, step: 'free_iova: mark in place', holds: llist, scope: TIMED },
  { id: 'LIV-1', broken: leavesList.design, step: WORK, holds: llist, scope: TIMED },
  { id: 'LIV-2', broken: llist, step: WORK, holds: mainline, scope: CARELESS },
  { id: 'LIV-3', broken: marker, step: `${PLACE}: drain`, holds: llist, scope: FILLED },
  { id: 'LIV-3', broken: mainline, step: `${PLACE}: search`, holds: llist, scope: FILLED },
  {
    id: 'LIV-3',
    broken: mainline,
    step: 'reserve_iova: extend',
    holds: llist,
    scope: { ...FILLED, reserve: true },
  },
  {
    id: 'CST-1',
    broken: withPolicy(llist, exponential),
    step: 'free_iova: schedule_delayed_work',
    holds: llist,
    scope: BUSY,
  },
  { id: 'OBS-1', broken: llist, step: `${WORK}: re-arm`, holds: WARNS },
  {
    id: 'OBS-1',
    broken: warnsAlways.design,
    step: `${WORK}: warn`,
    holds: WARNS,
    scope: BUSY,
  },
  { id: 'OBS-1', broken: marker, step: PLACE, holds: WARNS, scope: BUSY },
  { id: 'OBS-2', broken: llist, step: PLACE, holds: llistThatTells },
];

describe.each(ROWS)('$id is broken by $broken.name at $step', (row) => {
  const { id, broken, step, holds, scope = {} } = row;

  test('in a random run, at that step', () => {
    expect(firstBreach(`${id} ${step}`, broken, scope)).not.toBeNull();
  });

  test(`and not by ${holds.name} in such runs, where its situation occurs`, () => {
    // A published design that breaks under careless callers is its own neighbour.
    const calm = holds === broken ? { ...scope, callers: 'well-behaved' as const } : scope;
    const said = saidOf(id, holds, calm);
    expect(said.signatures).toEqual([]);
    expect(said.witnesses).toBeGreaterThan(0);
  });
});

test('no property is without such a run', () => {
  // Teardowns from every state are searched in a test of their own.
  const shown = new Set(['TER-1', ...ROWS.map((row) => row.id)]);
  expect(allProperties.map((property) => property.id).filter((id) => !shown.has(id))).toEqual([]);
});
