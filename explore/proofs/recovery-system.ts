import type { Step, TransitionSystem } from './transition-system.ts';
import {
  and,
  atMost,
  bool,
  choose,
  equal,
  int,
  literal,
  minus,
  type Num,
  not,
  or,
  plus,
  type Term,
} from './term.ts';

/** Where the delayed work is pending. */
export const PENDING = { no: 0, timer: 1, worklist: 2 } as const;
/** Whether the work runs, and whether it has decided yet if it runs again. */
export const PHASE = { idle: 0, undecided: 1, decided: 2 } as const;

/* Deferrals are counted in pages, because a range may be erased or reserved in pieces. */

/** Pages whose erase was refused to a call that has not deferred them yet. */
export const refusedPages: Term<number> = int('refused');
/** Deferred pages that a later run of the work is to try. */
export const waiting: Term<number> = int('waiting');
/** Deferred pages that the current run of the work is to try. */
export const takenPages: Term<number> = int('taken');
/**
 * Calls that have deferred something when nothing was deferred, and that have not armed the work
 * yet.
 */
export const promised: Term<number> = int('promised');
export const pending: Term<number> = int('pending');
/** Jiffies until the timer expires. */
export const left: Term<number> = int('left');
export const phase: Term<number> = int('phase');
/** Whether a request of the current run of the work was refused. */
export const runFailed: Term<boolean> = bool('failed');

/* Variables that only the proof has: a run does not have them. */

/**
 * True once memory is back for good: no request is refused any more, and no call from before is
 * still about to defer or to arm.
 */
export const calm: Term<boolean> = bool('calm');
/**
 * Jiffies since that moment, since the current run of the work began, and since the work, not
 * running, went to the worklist.
 */
export const sinceCalm: Term<number> = int('since_calm');
export const ran: Term<number> = int('ran');
export const queued: Term<number> = int('queued');

/** The longest delay of the policy, in jiffies, like `D` and `W`. */
export const cap: Term<number> = int('cap');
/** The longest time that one run of the work takes. */
export const longestRun: Term<number> = int('D');
/** The longest time that the work waits for a worker after its timer has expired. */
export const longestWait: Term<number> = int('W');

/** The parameter of a step. */
const some: Term<number> = int('some');
const positive = (count: Num): Term<boolean> => atMost(1, count);
const deferred = plus(waiting, takenPages);
const runs = not(equal(phase, PHASE.idle));

/** `schedule_delayed_work(some)`: if the work is pending, nothing changes. */
function scheduled(unless: Term<boolean> = literal(false)): Step['becomes'] {
  const arms = and(equal(pending, PENDING.no), not(unless));
  return {
    pending: choose(arms, PENDING.timer, pending),
    left: choose(arms, some, left),
  };
}

const delayIsWithin = and(atMost(1, some), atMost(some, cap));

const byCalls: readonly Step[] = [
  {
    name: 'the erase of a free is refused',
    sentence: 'a free() finds no node: its pages stay in the tree',
    parameter: 'some',
    refuses: true,
    when: and(positive(some), not(calm)),
    becomes: { refused: plus(refusedPages, some) },
  },
  {
    name: 'a call defers',
    sentence: 'puts them on the list, or marks them; where nothing was, it has to arm the work',
    parameter: 'some',
    when: and(positive(some), atMost(some, refusedPages)),
    becomes: {
      refused: minus(refusedPages, some),
      waiting: plus(waiting, some),
      promised: choose(equal(deferred, 0), plus(promised, 1), promised),
    },
  },
  {
    name: 'a call arms the work',
    sentence: 'schedule_delayed_work() of a call that has to',
    parameter: 'some',
    when: and(positive(promised), delayIsWithin),
    becomes: { promised: minus(promised, 1), ...scheduled() },
  },
  {
    name: 'the work is armed once more',
    sentence: 'schedule_delayed_work() of anybody, at any time',
    parameter: 'some',
    when: delayIsWithin,
    becomes: scheduled(),
  },
];

const byTheWork: readonly Step[] = [
  {
    name: 'the timer expires',
    sentence: 'the work goes to the worklist',
    when: and(equal(pending, PENDING.timer), equal(left, 0)),
    becomes: { pending: literal(PENDING.worklist), left: literal(0), queued: literal(0) },
  },
  {
    name: 'the work begins to run',
    sentence: 'it is to try all that is deferred now',
    when: and(equal(pending, PENDING.worklist), equal(phase, PHASE.idle)),
    becomes: {
      pending: literal(PENDING.no),
      phase: literal(PHASE.undecided),
      taken: deferred,
      waiting: literal(0),
      failed: literal(false),
      ran: literal(0),
      queued: literal(0),
    },
  },
  {
    name: 'an erase of the work is refused',
    sentence: 'it finds no node; the page may have been deferred while it runs',
    refuses: true,
    when: and(runs, positive(deferred), not(calm)),
    becomes: { failed: literal(true) },
  },
  {
    name: 'the work puts back',
    sentence: 'leaves pages for a later run; only if a request of this run was refused',
    parameter: 'some',
    when: and(positive(some), atMost(some, takenPages), runFailed),
    becomes: { taken: minus(takenPages, some), waiting: plus(waiting, some) },
  },
  {
    name: 'the work decides',
    sentence: 'having tried all, it arms itself if anything is deferred',
    parameter: 'some',
    when: and(equal(phase, PHASE.undecided), equal(takenPages, 0), delayIsWithin),
    becomes: { phase: literal(PHASE.decided), ...scheduled(equal(waiting, 0)) },
  },
  {
    name: 'the work decides, and sets the deadline anew',
    sentence: 'mod_delayed_work() of the work itself, in place of what a call has armed',
    parameter: 'some',
    when: and(runs, equal(takenPages, 0), positive(waiting), delayIsWithin),
    becomes: { phase: literal(PHASE.decided), pending: literal(PENDING.timer), left: some },
  },
  {
    name: 'the work returns',
    sentence: 'it may run again',
    when: equal(phase, PHASE.decided),
    becomes: { phase: literal(PHASE.idle), queued: literal(0) },
  },
];

const byAnybody: readonly Step[] = [
  {
    name: 'taken pages leave',
    sentence: 'the work erases them, or a call that drains does',
    parameter: 'some',
    when: and(positive(some), atMost(some, takenPages)),
    becomes: { taken: minus(takenPages, some) },
  },
  {
    name: 'waiting pages leave',
    sentence: 'somebody erases them, or a reservation takes them over',
    parameter: 'some',
    when: and(positive(some), atMost(some, waiting)),
    becomes: { waiting: minus(waiting, some) },
  },
];

const isQueued = and(equal(phase, PHASE.idle), equal(pending, PENDING.worklist));

const byTime: readonly Step[] = [
  {
    name: 'time passes',
    sentence: 'up to the deadline of the timer, the end of a longest run or wait',
    parameter: 'some',
    only: 'time',
    when: and(
      atMost(0, some),
      or(not(equal(pending, PENDING.timer)), atMost(some, left)),
      or(not(runs), atMost(plus(ran, some), longestRun)),
      or(not(isQueued), atMost(plus(queued, some), longestWait)),
    ),
    becomes: {
      left: choose(equal(pending, PENDING.timer), minus(left, some), left),
      ran: choose(runs, plus(ran, some), ran),
      queued: choose(isQueued, plus(queued, some), queued),
      since_calm: choose(calm, plus(sinceCalm, some), sinceCalm),
    },
  },
  {
    name: 'memory is back for good',
    sentence: 'no request is refused from here on, and no call of before is under way',
    only: 'proof',
    when: and(not(calm), equal(refusedPages, 0), equal(promised, 0)),
    becomes: { calm: literal(true), since_calm: literal(0) },
  },
];

/**
 * Frees that defer, and a work that retries, for any policy and any number of ranges. The system
 * does not say where pages lie, and has no teardown.
 */
export const recoverySystem: TransitionSystem = {
  initial: {
    refused: 0,
    waiting: 0,
    taken: 0,
    promised: 0,
    pending: PENDING.no,
    left: 0,
    phase: PHASE.idle,
    failed: false,
    calm: false,
    since_calm: 0,
    ran: 0,
    queued: 0,
  },
  constants: ['cap', 'D', 'W'],
  assumed: and(atMost(1, cap), atMost(0, longestRun), atMost(0, longestWait)),
  steps: [...byCalls, ...byTheWork, ...byAnybody, ...byTime],
};
