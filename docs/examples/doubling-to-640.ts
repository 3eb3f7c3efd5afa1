/** A retry policy: 10 ms, doubled after each run of the work that erases nothing, up to 640 ms. */
import type { Policy } from 'iova-check';

export default {
  name: 'doubling-to-640',
  initial: 10,
  startJiffies: 10,
  capJiffies: 640,
  resetsOn: 'success',
  warns: null,
  next(last, { erased, left }) {
    const failed = erased === 0 && left > 0;
    const delayJiffies = failed ? Math.min(2 * last, 640) : 10;
    return { state: delayJiffies, delayJiffies, warn: false };
  },
} satisfies Policy<number>;
