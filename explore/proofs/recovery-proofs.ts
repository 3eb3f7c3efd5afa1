import type { Proof } from './proof.ts';
import {
  calm,
  cap,
  runFailed,
  left,
  longestRun,
  longestWait,
  PENDING,
  pending,
  PHASE,
  phase,
  promised,
  queued,
  ran,
  recoverySystem,
  refusedPages,
  sinceCalm,
  takenPages,
  waiting,
} from './recovery-system.ts';
import type { Clause } from './transition-system.ts';
import { and, above, atMost, equal, implies, minus, not, or, plus } from './term.ts';

const isDeferred = above(plus(waiting, takenPages), 0);
const runs = not(equal(phase, PHASE.idle));
const isUndecided = equal(phase, PHASE.undecided);

const covered = implies(
  isDeferred,
  or(not(equal(pending, PENDING.no)), isUndecided, above(promised, 0)),
);

const oneOf = (value: typeof phase, ...of: readonly number[]): Clause['holds'] =>
  or(...of.map((one) => equal(value, one)));

const untimed: readonly Clause[] = [
  {
    name: 'no count is negative',
    holds: and(...[refusedPages, waiting, takenPages, promised].map((count) => atMost(0, count))),
  },
  { name: 'deferred pages have work', holds: covered },
];

/** (a): if something is deferred, the work is pending, running, or about to be armed. */
export const workIsDue: Proof = {
  id: 'a-work-is-due',
  sentence: 'something deferred implies that the work is pending, running, or about to be armed',
  system: recoverySystem,
  invariant: untimed,
  property: covered,
};

/**
 * The bound of (b), from memory's return to the last erase: the rest of a run of the work that has
 * failed, the longest delay, the wait for a worker, and a run.
 *
 *     failed run | delay    | wait | run
 *     T----D-----|---cap----|--W---|--D--|
 */
export const recoveryBound = plus(cap, longestWait, longestRun, longestRun);

const inBounds: readonly Clause[] = [
  {
    name: 'the work is where a work can be',
    holds: and(oneOf(pending, ...Object.values(PENDING)), oneOf(phase, ...Object.values(PHASE))),
  },
  {
    name: 'only a run that has not decided has taken pages',
    holds: or(equal(takenPages, 0), isUndecided),
  },
  {
    name: 'a timer is at most the cap away',
    holds: implies(equal(pending, PENDING.timer), and(atMost(0, left), atMost(left, cap))),
  },
  {
    name: 'no run is longer than D',
    holds: implies(runs, and(atMost(0, ran), atMost(ran, longestRun))),
  },
  { name: 'no wait is longer than W', holds: and(atMost(0, queued), atMost(queued, longestWait)) },
];

const sinceMemoryIsBack: readonly Clause[] = [
  {
    name: 'calm: no free is under way',
    holds: implies(calm, and(equal(refusedPages, 0), equal(promised, 0), atMost(0, sinceCalm))),
  },
  {
    name: 'calm: a failed run began before',
    holds: implies(and(calm, isUndecided, runFailed), atMost(sinceCalm, ran)),
  },
  {
    name: 'calm: pages wait for the next run only since one that began before',
    holds: implies(and(calm, runs, above(waiting, 0)), atMost(sinceCalm, ran)),
  },
  {
    name: 'calm: the timer expires by D + cap',
    holds: implies(
      and(calm, above(waiting, 0), equal(pending, PENDING.timer)),
      atMost(plus(sinceCalm, left), plus(longestRun, cap)),
    ),
  },
  {
    name: 'calm: the wait for a worker begins by D + cap',
    holds: implies(
      and(calm, above(waiting, 0), equal(pending, PENDING.worklist), not(runs)),
      atMost(minus(sinceCalm, queued), plus(longestRun, cap)),
    ),
  },
  {
    name: 'calm: a run that erases all begins by D + cap + W',
    holds: implies(
      and(calm, isUndecided, not(runFailed), above(takenPages, 0)),
      atMost(minus(sinceCalm, ran), plus(longestRun, cap, longestWait)),
    ),
  },
];

/** (b): everything deferred is erased within `bound`, in jiffies since memory is back. */
export function erasedWithin(bound: typeof recoveryBound): Proof {
  return {
    id: 'b-erased-in-time',
    sentence:
      'once memory is back and no freeing call is under way, every deferred range is erased ' +
      'within cap + W + 2 D: the longest delay, wait for a worker, and run of the work (twice)',
    system: recoverySystem,
    invariant: [...untimed, ...inBounds, ...sinceMemoryIsBack],
    property: implies(and(calm, isDeferred), atMost(sinceCalm, bound)),
  };
}
