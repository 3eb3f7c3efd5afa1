import type { Policy } from './policy.ts';

const START_JIFFIES = 10;
const CAP_JIFFIES = 1000;

/** 10, 20, 40 ... 640 ms, then every second. The state is the last delay. */
export const doubling: Policy<number> = {
  name: 'doubling-10-to-1000',
  initial: START_JIFFIES,
  startJiffies: START_JIFFIES,
  capJiffies: CAP_JIFFIES,
  resetsOn: 'success',
  warns: null,
  next(last, { erased, left }) {
    const failed = erased === 0 && left > 0;
    const delayJiffies = failed ? Math.min(2 * last, CAP_JIFFIES) : START_JIFFIES;
    return { state: delayJiffies, delayJiffies, warn: false };
  },
};
