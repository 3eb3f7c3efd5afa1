/** Each part of the hardened design, what breaks without it, and calls that show it. */
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import type { Scope } from '../../explore/scope.ts';
import type { Script } from '../../explore/script.ts';
import { DMA32 } from '../scripted-run.ts';
import { scopeOfTests } from '../scope-of-tests.ts';
import { scriptOf } from '../engine-cases.ts';
import * as without from './bug-hardened.ts';

export interface Part {
  readonly part: string;
  /** The design without it, and with it. */
  readonly broken: Design;
  readonly sound: Design;
  /** How the signature begins. */
  readonly breaks: string;
  readonly scope: Scope;
  readonly script: Script;
}

/** The scope has as much as the calls need; refusals are those of the run. */
function part(
  name: string,
  broken: Design,
  breaks: string,
  calls: string,
  change: Partial<Scope>,
  more: Script = [],
): Part {
  const base: Scope = { ...scopeOfTests, cpus: 1, irqs: 0, pages: 4, reserve: true, ...change };
  const script = [...scriptOf(calls, base), ...more];
  const scope: Scope = { ...base, calls: script.length };
  const sound = name.startsWith('a batch begins') ? without.shortBatches : hardened;
  return { part: name, broken, sound, breaks, scope, script };
}

const PLACE = '__alloc_and_insert_iova_range';
const WORK = 'iova_deferred_free_work';
const PUT = 'put_iova_domain: free every object of the tree';
const TIMED = { timers: 'exact' } as const;
const FULL = { pages: 2 } as const;
const RESERVE_TWO: Script = [{ on: 'cpu0', call: { fn: 'reserve', lo: DMA32, hi: DMA32 + 1 } }];

export const PARTS: readonly Part[] = [
  part(
    'there is no 32-bit hint',
    without.keepsHint,
    `AVL-1 ${PLACE}: max32 forbids`,
    'cpu0: a2 f0 a2 a2',
    { pages: 8, refusals: 2 },
  ),
  part('a range is marked where it is', without.marksNothing, `WRK-1 ${WORK}`, 'cpu0: A1 f0', {
    refusals: 1,
  }),
  part(
    'a marker widens the window',
    without.keepsLatest,
    'WIN-1 free_iova: unlock',
    'cpu0: A1 A1 f1 f0',
    { refusals: 2 },
  ),
  part(
    'a work erases markers',
    without.hasNoWork,
    'LIV-1 free_iova: mark in place',
    'cpu0: A1 f0',
    { refusals: 1, ...TIMED },
  ),
  part('the work arms itself again', without.runsOnce, `WRK-1 ${WORK}`, 'cpu0: A1 f0', {
    refusals: 2,
  }),
  part(
    'the work drains under the lock',
    without.worksUnlocked,
    `LCK-1 ${WORK}: drain`,
    'cpu0: A1 f0',
    { refusals: 1 },
  ),
  part(
    'the work replaces its deadline',
    without.keepsDeadline,
    `CST-1 ${WORK}: re-arm`,
    'cpu0: A1 A1 f0 f1',
    { refusals: 3, ...TIMED },
  ),
  part('the policy warns', without.neverWarns, `OBS-1 ${WORK}`, 'cpu0: A1 f0', { refusals: 11 }),
  part(
    'an allocation that finds no room drains',
    without.leavesToWork,
    `AVL-2 ${PLACE}: search failed`,
    'cpu0: A1 A1 f1 A1',
    { refusals: 1, ...FULL },
  ),
  part(
    'an allocation refused for want of an erase says so',
    without.refusesInSilence,
    `OBS-2 ${PLACE}: search failed`,
    'cpu0: A1 A1 f1 A1',
    { refusals: 2, ...FULL },
  ),
  part(
    'it says so once, until nothing is deferred',
    without.saysItAlways,
    `OBS-1 ${PLACE}: search and store`,
    'cpu0: A1 A1 f1 A1 A1',
    { refusals: 4, ...FULL },
  ),
  part(
    'a reservation counts the markers that it overwrites',
    without.miscounts,
    `OBS-2 ${PLACE}: search failed`,
    'cpu0: A1 A1 f0 A1 r0 f1 A1 f6 A1',
    { refusals: 4, ...FULL },
  ),
  part(
    'a reservation is all or nothing',
    without.freesFirst,
    `MEM-2 ${PUT} <- reserve_iova: free overlapped`,
    'cpu0: r1',
    { refusals: 1, teardown: true },
    RESERVE_TWO,
  ),
  part(
    'markers are not found',
    without.findsMarkers,
    'MEM-1 find_iova: the caller looks at the object',
    'cpu0: A1 f0 l0',
    { refusals: 1, callers: 'careless' },
  ),
  part('the teardown waits for the work', without.cancelsOnly, `TER-1 ${PUT}`, 'cpu0: A1 f0', {
    refusals: 1,
    teardown: true,
  }),
  part('the teardown passes markers by', without.freesMarkers, `MEM-2 ${PUT}`, 'cpu0: A1 f0', {
    refusals: 1,
    teardown: true,
  }),
  part(
    'a drain is cut into batches',
    without.drainsAtOnce,
    `LIV-3 ${WORK}: drain`,
    'cpu0: A1 a1 f1 f0',
    { refusals: 2, fillers: 1000 },
  ),
  part(
    'a batch begins where the last one ended',
    without.beginsAgain,
    `LIV-2 ${WORK}`,
    'cpu0: A1 A1 A1 f0 f2',
    { refusals: 2 },
  ),
];
