import type { Fact } from '../../model/fact.ts';
import { type Range, sizePages } from '../../model/range.ts';
import { firstUncovered, overwrite, type RangeSet, subtract } from '../../model/range-set.ts';
import { PHASE } from './recovery-system.ts';

/**
 * What of the abstract state has to be remembered from the facts of a run: who has still to do what
 * about which pages. Immutable.
 */
export interface DeferralGhost {
  /** Refused to the erase of a call that has not deferred them yet. */
  readonly kept: readonly { readonly call: number; readonly range: Range }[];
  readonly waiting: RangeSet;
  readonly taken: RangeSet;
  /** Calls that deferred something where nothing was, and have not armed the work yet. */
  readonly promised: readonly number[];
  readonly phase: number;
  readonly failed: boolean;
  /** The allocator looks for deferred ranges somewhere, whether there are any or not. */
  readonly windowed: boolean;
}

export const noDeferral: DeferralGhost = {
  kept: [],
  waiting: [],
  taken: [],
  promised: [],
  phase: PHASE.idle,
  failed: false,
  windowed: false,
};

/** After a fact. */
export function heard(ghost: DeferralGhost, fact: Fact): DeferralGhost {
  switch (fact.kind) {
    case 'kept':
      return keptBy(ghost, fact.call, fact.range);
    case 'deferred':
      return deferredBy(ghost, fact.call, fact.range);
    case 'erased':
    case 'stored':
      return without(ghost, fact.range);
    case 'window':
      return { ...ghost, windowed: fact.span !== null };
    case 'work':
      return worked(ghost, fact.state);
    case 'responded': {
      const promised = ghost.promised.filter((call) => call !== fact.call);
      return { ...ghost, promised, kept: ghost.kept.filter(({ call }) => call !== fact.call) };
    }
    default:
      return ghost;
  }
}

/** Whether anything is deferred, or is looked for. */
function isEmpty({ waiting, taken, windowed }: DeferralGhost): boolean {
  return waiting.length === 0 && taken.length === 0 && !windowed;
}

function keptBy(ghost: DeferralGhost, call: number | null, range: Range): DeferralGhost {
  if (call === null) return { ...ghost, failed: ghost.phase !== PHASE.idle };
  const isDeferred = firstUncovered([...ghost.waiting, ...ghost.taken], range) === null;
  return isDeferred ? ghost : { ...ghost, kept: [...ghost.kept, { call, range }] };
}

function deferredBy(ghost: DeferralGhost, call: number | null, range: Range): DeferralGhost {
  const mustArm = call !== null && isEmpty(ghost);
  const rest = without(ghost, range);
  return {
    ...rest,
    waiting: overwrite(rest.waiting, range),
    promised: mustArm ? [...ghost.promised, call] : ghost.promised,
  };
}

function without(ghost: DeferralGhost, range: Range): DeferralGhost {
  return {
    ...ghost,
    kept: ghost.kept.flatMap(({ call, range: kept }) =>
      subtract([kept], range).map((rest) => ({ call, range: rest })),
    ),
    waiting: subtract(ghost.waiting, range),
    taken: subtract(ghost.taken, range),
  };
}

function worked(ghost: DeferralGhost, state: 'armed' | 'running' | 'idle'): DeferralGhost {
  if (state !== 'running') {
    return ghost.phase === PHASE.idle ? ghost : { ...untaken(ghost), phase: PHASE.idle };
  }
  if (ghost.phase !== PHASE.idle) return ghost;
  const { waiting } = ghost;
  return { ...ghost, phase: PHASE.undecided, taken: waiting, waiting: [], failed: false };
}

/** What the run has not tried it has left for a later one. */
function untaken(ghost: DeferralGhost): DeferralGhost {
  const waiting = ghost.taken.reduce(overwrite, ghost.waiting);
  return { ...ghost, waiting, taken: [] };
}

/** After a step of that call (null: of the work) that called `schedule_delayed_work()`. */
export function armedBy(ghost: DeferralGhost, call: number | null): DeferralGhost {
  if (call !== null) {
    return { ...ghost, promised: ghost.promised.filter((one) => one !== call) };
  }
  if (ghost.phase !== PHASE.undecided) return ghost;
  return { ...untaken(ghost), phase: PHASE.decided };
}

/**
 * At the end of a step. A run that has nothing before it any more has nothing to decide: whatever
 * is deferred from here on arms the work anew.
 */
export function settled(ghost: DeferralGhost): DeferralGhost {
  const isOver = ghost.phase === PHASE.undecided && isEmpty(ghost);
  return isOver ? { ...ghost, phase: PHASE.decided } : ghost;
}

/** Pages, as the abstract state counts them. */
export function countsOf(ghost: DeferralGhost): Readonly<Record<string, number>> {
  const pages = (ranges: readonly Range[]): number =>
    ranges.reduce((sum, range) => sum + sizePages(range), 0);
  // A window with nothing in it is as good as a deferred page: nobody arms for what joins it.
  const isStale = ghost.windowed && ghost.waiting.length + ghost.taken.length === 0;
  const inRun = ghost.phase === PHASE.undecided;
  return {
    refused: pages(ghost.kept.map(({ range }) => range)),
    waiting: pages(ghost.waiting) + (isStale && !inRun ? 1 : 0),
    taken: pages(ghost.taken) + (isStale && inRun ? 1 : 0),
    promised: ghost.promised.length,
  };
}
