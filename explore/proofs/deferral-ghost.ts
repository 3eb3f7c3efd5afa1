import type { Fact } from '../../model/fact.ts';
import { type Range, sizePages } from '../../model/range.ts';
import { firstUncovered, overwrite, type RangeSet, subtract } from '../../model/range-set.ts';
import { PHASE } from './recovery-system.ts';

/**
 * The part of the abstract state that has to be remembered from the facts of a run: which context
 * still has to do what about which pages. It is immutable.
 */
export interface DeferralGhost {
  /** Ranges whose erase was refused to a call that has not deferred them yet. */
  readonly kept: readonly { readonly call: number; readonly range: Range }[];
  readonly waiting: RangeSet;
  readonly taken: RangeSet;
  /**
   * Calls that deferred something when nothing was deferred, and that have not armed the work yet.
   */
  readonly promised: readonly number[];
  readonly phase: number;
  readonly failed: boolean;
  /** Whether the allocator looks for deferred ranges in some window, even if there are none. */
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

/** The ghost after a fact. */
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

/** Whether nothing is deferred and no window is searched for deferred ranges. */
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

/** What the run of the work has not tried is left for a later run. */
function untaken(ghost: DeferralGhost): DeferralGhost {
  const waiting = ghost.taken.reduce(overwrite, ghost.waiting);
  return { ...ghost, waiting, taken: [] };
}

/**
 * The ghost after a step that called `schedule_delayed_work()`: a step of this call, or, if null,
 * of the work.
 */
export function armedBy(ghost: DeferralGhost, call: number | null): DeferralGhost {
  if (call !== null) {
    return { ...ghost, promised: ghost.promised.filter((one) => one !== call) };
  }
  if (ghost.phase !== PHASE.undecided) return ghost;
  return { ...untaken(ghost), phase: PHASE.decided };
}

/**
 * The ghost at the end of a step. If the current run of the work has nothing left, it has nothing
 * to decide either: whatever is deferred from here on arms the work anew.
 */
export function stepEnded(ghost: DeferralGhost): DeferralGhost {
  const isOver = ghost.phase === PHASE.undecided && isEmpty(ghost);
  return isOver ? { ...ghost, phase: PHASE.decided } : ghost;
}

/** Numbers of pages and calls, as the abstract state counts them. */
export function countsOf(ghost: DeferralGhost): Readonly<Record<string, number>> {
  const pages = (ranges: readonly Range[]): number =>
    ranges.reduce((sum, range) => sum + sizePages(range), 0);
  // An empty window counts as a deferred page, because a call that adds to it does not arm the
  // work.
  const isStale = ghost.windowed && ghost.waiting.length + ghost.taken.length === 0;
  const inRun = ghost.phase === PHASE.undecided;
  return {
    refused: pages(ghost.kept.map(({ range }) => range)),
    waiting: pages(ghost.waiting) + (isStale && !inRun ? 1 : 0),
    taken: pages(ghost.taken) + (isStale && inRun ? 1 : 0),
    promised: ghost.promised.length,
  };
}
