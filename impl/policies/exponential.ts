import type { Policy } from './policy.ts';

const DELAYS_JIFFIES = [10, 50, 200, 1000];
const LAST = DELAYS_JIFFIES.length - 1;

/**
 * Raj, 20 June 2026: 10, 50, 200 ms, then every second. It starts again after a run that erased
 * anything. The state is the number of failed runs in a row, at most the index of the last delay.
 */
export const exponential: Policy<number> = {
  name: 'exponential-10-50-200-1000',
  initial: 0,
  startJiffies: 10,
  capJiffies: 1000,
  resetsOn: 'success',
  warns: null,
  next(failed, { erased, left }) {
    const state = erased > 0 || left === 0 ? 0 : Math.min(failed + 1, LAST);
    return { state, delayJiffies: DELAYS_JIFFIES[state] ?? 1000, warn: false };
  },
};

/**
 * `exponential`, but only a run that leaves nothing starts it again. A run that erases a part
 * changes nothing.
 */
export const exponentialToDrain: Policy<number> = {
  ...exponential,
  name: 'exponential-until-drained',
  resetsOn: 'drain',
  next(failed, { erased, left }) {
    const state = left === 0 ? 0 : erased > 0 ? failed : Math.min(failed + 1, LAST);
    return { state, delayJiffies: DELAYS_JIFFIES[state] ?? 1000, warn: false };
  },
};
