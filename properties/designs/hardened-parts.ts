/** Each part of the hardened design, what breaks without it, and calls that show it. */
import { beginsAgain } from '../../impl/bugs/begins-again.ts';
import { cancelsOnly } from '../../impl/bugs/cancels-only.ts';
import { drainsAtOnce } from '../../impl/bugs/drains-at-once.ts';
import { findsMarkers } from '../../impl/bugs/finds-markers.ts';
import { freesFirst } from '../../impl/bugs/frees-first.ts';
import { freesMarkers } from '../../impl/bugs/frees-markers.ts';
import { hasNoWork } from '../../impl/bugs/has-no-work.ts';
import { keepsDeadline } from '../../impl/bugs/keeps-deadline.ts';
import { keepsHint } from '../../impl/bugs/keeps-hint.ts';
import { keepsLatest } from '../../impl/bugs/keeps-latest.ts';
import { leavesToWork } from '../../impl/bugs/leaves-to-work.ts';
import { marksNothing } from '../../impl/bugs/marks-nothing.ts';
import { miscounts } from '../../impl/bugs/miscounts.ts';
import { neverWarns } from '../../impl/bugs/never-warns.ts';
import { refusesInSilence } from '../../impl/bugs/refuses-in-silence.ts';
import { restsForEver } from '../../impl/bugs/rests-for-ever.ts';
import { saysItAlways } from '../../impl/bugs/says-it-always.ts';
import { worksUnlocked } from '../../impl/bugs/works-unlocked.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Script } from '../../explore/run/script.ts';
import { DMA32 } from '../run/scripted-run.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { scriptOf } from '../engines/engine-cases.ts';

export interface Part {
  readonly part: string;
  /** `design` lacks the part, `base` has it. */
  readonly bug: Pick<SeededBug, 'base' | 'design'>;
  /** A signature that `design` breaks. */
  readonly breaks: string;
  readonly scope: Scope;
  readonly script: Script;
}

/** Makes a part. Its scope has what the calls need, and the refusals that the run needs. */
function part(
  name: string,
  bug: Part['bug'],
  breaks: string,
  calls: string,
  change: Partial<Scope>,
  more: Script = [],
): Part {
  const base: Scope = { ...scopeOfTests, cpus: 1, irqs: 0, pages: 4, reserve: true, ...change };
  const script = [...scriptOf(calls, base), ...more];
  const scope: Scope = { ...base, calls: script.length };
  return { part: name, bug, breaks, scope, script };
}

const LOST = 'WRK-1 no work is armed <- the work ended';
const TIMED = { timers: 'exact' } as const;
const FULL = { pages: 2 } as const;
const RESERVE_TWO: Script = [{ on: 'cpu0', call: { fn: 'reserve', lo: DMA32, hi: DMA32 + 1 } }];

export const PARTS: readonly Part[] = [
  part(
    'there is no 32-bit hint',
    keepsHint,
    'AVL-1 refused <- the work erased a deferred range',
    'cpu0: a2 f0 a2 a2',
    { pages: 8, refusals: 2 },
  ),
  part('a range is marked where it is', marksNothing, LOST, 'cpu0: A1 f0', { refusals: 1 }),
  part(
    'a marker widens the window',
    keepsLatest,
    'WIN-1 free_iova() left a deferred range outside the window',
    'cpu0: A1 A1 f1 f0',
    { refusals: 2 },
  ),
  part(
    'a work erases markers',
    hasNoWork,
    'LIV-1 nobody erases what free_iova() deferred, the work is idle',
    'cpu0: A1 f0',
    { refusals: 1, ...TIMED },
  ),
  part('the work arms itself again', restsForEver, LOST, 'cpu0: A1 f0', { refusals: 2 }),
  part(
    'the work drains under the lock',
    worksUnlocked,
    'LCK-1 the work touched deferred without the lock',
    'cpu0: A1 f0',
    { refusals: 1 },
  ),
  part(
    'the work replaces its deadline',
    keepsDeadline,
    'CST-1 the work armed the work too early',
    'cpu0: A1 A1 f0 f1',
    { refusals: 3, ...TIMED },
  ),
  part(
    'the policy warns',
    neverWarns,
    'OBS-1 the last of 10 retries in silence <- the work was refused an erase',
    'cpu0: A1 f0',
    { refusals: 11 },
  ),
  part(
    'an allocation that finds no room drains',
    leavesToWork,
    'AVL-2 refused <- a deferred range is in the way',
    'cpu0: A1 A1 f1 A1',
    { refusals: 1, ...FULL },
  ),
  part(
    'an allocation refused for want of an erase says so',
    refusesInSilence,
    'OBS-2 refused <- its own erase was refused',
    'cpu0: A1 A1 f1 A1',
    { refusals: 2, ...FULL },
  ),
  part(
    'it says so once, until nothing is deferred',
    saysItAlways,
    'OBS-1 alloc_iova() logs a line again',
    'cpu0: A1 A1 f1 A1 A1',
    { refusals: 4, ...FULL },
  ),
  part(
    'a reservation counts the markers that it overwrites',
    miscounts,
    'OBS-2 refused <- its own erase was refused',
    'cpu0: A1 A1 f0 A1 r0 f1 A1 f6 A1',
    { refusals: 4, ...FULL },
  ),
  part(
    'a reservation is all or nothing',
    freesFirst,
    'MEM-2 put_iova_domain() freed an object again <- reserve_iova() freed it',
    'cpu0: r1',
    { refusals: 1, teardown: true },
    RESERVE_TWO,
  ),
  part(
    'markers are not found',
    findsMarkers,
    'MEM-1 find_iova() used a static value as an object',
    'cpu0: A1 f0 l0',
    { refusals: 1, callers: 'careless' },
  ),
  part(
    'the teardown waits for the work',
    cancelsOnly,
    'TER-1 put_iova_domain() left the work',
    'cpu0: A1 f0',
    {
      refusals: 1,
      teardown: true,
    },
  ),
  part(
    'the teardown passes markers by',
    freesMarkers,
    'MEM-2 put_iova_domain() freed a static value',
    'cpu0: A1 f0',
    {
      refusals: 1,
      teardown: true,
    },
  ),
  part(
    'a drain is cut into batches',
    drainsAtOnce,
    'LIV-3 the work visits too much in one section',
    'cpu0: A1 a1 f1 f0',
    {
      refusals: 2,
      fillers: 1000,
    },
  ),
  part(
    'a batch begins where the last one ended',
    beginsAgain,
    'LIV-2 the work goes round for ever',
    'cpu0: A1 A1 A1 f0 f2',
    { refusals: 2 },
  ),
];
