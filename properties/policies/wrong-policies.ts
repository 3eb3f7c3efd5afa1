/** Policies with one mistake each, as a reviewer would look for it. */
import { doubling } from '../../impl/policies/doubling.ts';
import { exponential, exponentialToDrain } from '../../impl/policies/exponential.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { failed, type Policy } from '../../impl/policies/policy.ts';
import { warnAfter, warnAfterPerRange } from '../../impl/policies/warn-after.ts';

/** The count of failed runs, up to `most`; 0 after any other. */
function count(runs: number, run: Parameters<typeof failed>[0], most: number): number {
  return failed(run) ? Math.min(runs + 1, most) : 0;
}

/** Doubles for ever: the state has no end. */
export const noCap: Policy<number> = {
  ...doubling,
  name: 'no-cap',
  next(last, run) {
    const delayJiffies = failed(run) ? 2 * last : 10;
    return { state: delayJiffies, delayJiffies, warn: false };
  },
};

/** Declares a second, and waits five. */
export const capNotApplied: Policy<number> = {
  ...exponential,
  name: 'cap-not-applied',
  next(runs, run) {
    const state = count(runs, run, 4);
    return { state, delayJiffies: [10, 50, 200, 1000, 5000][state] ?? 5000, warn: false };
  },
};

/** `min(10U << n, 1000U)`: the shift of 32 bits has nothing left at n = 31. */
export const unsignedShift: Policy<number> = {
  ...doubling,
  name: 'unsigned-shift',
  initial: 0,
  next(runs, run) {
    const state = count(runs, run, 40);
    return { state, delayJiffies: Math.min((10 << state) >>> 0, 1000), warn: false };
  },
};

/** The same with a sign: negative at n = 28. */
export const signedShift: Policy<number> = {
  ...unsignedShift,
  name: 'signed-shift',
  next(runs, run) {
    const state = count(runs, run, 40);
    return { state, delayJiffies: Math.min(10 << state, 1000), warn: false };
  },
};

/** Once slow, slow for ever. */
export const neverResets: Policy<number> = {
  ...exponential,
  name: 'never-resets',
  next(runs, run) {
    const state = failed(run) ? Math.min(runs + 1, 3) : runs;
    return { state, delayJiffies: [10, 50, 200, 1000][state] ?? 1000, warn: false };
  },
};

/** The delay is that of the start, its state is not: the next failure goes on where it was. */
export const remembers: Policy<number> = {
  ...neverResets,
  name: 'remembers',
  next(runs, run) {
    const retry = neverResets.next(runs, run);
    return failed(run) ? retry : { ...retry, delayJiffies: 10 };
  },
};

/** Starts again at a failure, once it is at its longest. */
export const wrapsAround: Policy<number> = {
  ...exponential,
  name: 'wraps-around',
  next(runs, run) {
    const state = failed(run) ? (runs + 1) % 4 : 0;
    return { state, delayJiffies: [10, 50, 200, 1000][state] ?? 1000, warn: false };
  },
};

/** Starts again at every failure: it never backs off, whatever it declares. */
export const resetsAtFailure: Policy<number> = {
  ...exponential,
  name: 'resets-at-failure',
  next: () => ({ state: 0, delayJiffies: 10, warn: false }),
};

/** Starts again only when all is erased, says it, and yet is quicker after a part of it. */
export const quickerAfterPart: Policy<number> = {
  ...exponentialToDrain,
  name: 'quicker-after-part',
  next(runs, run) {
    const retry = exponentialToDrain.next(runs, run);
    return run.erased > 0 && run.left > 0 ? { ...retry, delayJiffies: 10 } : retry;
  },
};

/** Every other delay is three times what doubling makes it. */
export const wideJitter: Policy<number> = {
  ...doubling,
  name: 'wide-jitter',
  initial: 0,
  next(runs, run) {
    const state = count(runs, run, 6);
    const delayJiffies = 10 * 2 ** state * (state % 2 === 1 ? 3 : 1);
    return { state, delayJiffies: Math.min(delayJiffies, 1000), warn: false };
  },
};

/** Runs again at once when a run fails. */
export const delayZero: Policy<null> = {
  ...flat10ms,
  name: 'delay-zero',
  next: (state, run) => ({ state, delayJiffies: failed(run) ? 0 : 10, warn: false }),
};

/** A freeing call arms the work to run at once. */
export const startsAtZero: Policy<null> = { ...flat10ms, name: 'starts-at-zero', startJiffies: 0 };

/** Takes a success for a failure. */
export const countsSuccesses: Policy<number> = {
  ...exponential,
  name: 'counts-successes',
  next(runs, run) {
    const state = run.erased > 0 ? Math.min(runs + 1, 3) : 0;
    return { state, delayJiffies: [10, 50, 200, 1000][state] ?? 1000, warn: false };
  },
};

const warning = warnAfter(flat10ms, 10);
type Warning = typeof warning.initial;

/** A line at each failed run from the tenth on. */
export const warnsAgain: Policy<Warning> = {
  ...warning,
  name: 'warns-again',
  next(state, run) {
    const retry = warning.next(state, run);
    return { ...retry, warn: retry.state.failed === 10 };
  },
};

/** A line at the ninth. */
export const warnsEarly: Policy<Warning> = {
  ...warnAfter(flat10ms, 9),
  name: 'warns-early',
  warns: { after: 10, per: 'domain' },
};

/** No line at all, although one is declared. */
export const warnsNever: Policy<null> = {
  ...flat10ms,
  name: 'warns-never',
  warns: { after: 10, per: 'domain' },
};

/** A run that erases something does not end the row of failures. */
export const warnsAcrossSuccess: Policy<number> = {
  ...flat10ms,
  name: 'warns-across-success',
  initial: 0,
  resetsOn: 'drain',
  warns: { after: 10, per: 'domain' },
  next(runs, run) {
    const state = run.left === 0 ? 0 : run.erased > 0 ? runs : Math.min(runs + 1, 10);
    return { state, delayJiffies: 10, warn: state === 10 && runs < 10 };
  },
};

/** A line at a run that has erased something. */
export const warnsAtSuccess: Policy<Warning> = {
  ...warning,
  name: 'warns-at-success',
  next(state, run) {
    const retry = warning.next(state, run);
    return { ...retry, warn: retry.warn || (state.failed === 10 && run.erased > 0) };
  },
};

/** A line at each failed run once a range has been tried ten times. */
export const warnsAgainPerRange: Policy<null> = {
  ...flat10ms,
  name: 'warns-again-per-range',
  warns: { after: 10, per: 'range' },
  next: (state, { tries }) => ({ state, delayJiffies: 10, warn: tries >= 10 }),
};

/** One line about the first range, and none about any later one. */
export const warnsOncePerRange: Policy<boolean> = {
  ...flat10ms,
  name: 'warns-once-per-range',
  initial: false,
  warns: { after: 10, per: 'range' },
  next: (warned, { tries }) => ({
    state: warned || tries >= 10,
    delayJiffies: 10,
    warn: !warned && tries >= 10,
  }),
};

/** A line at the ninth try of a range. */
export const warnsEarlyPerRange: ReturnType<typeof warnAfterPerRange<null>> = {
  ...warnAfterPerRange(flat10ms, 9),
  name: 'warns-early-per-range',
  warns: { after: 10, per: 'range' },
};
