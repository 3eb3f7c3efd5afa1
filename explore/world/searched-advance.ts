import type { System } from '../../port/system.ts';

/** How far a search lets time pass if there is no deadline: longer than any recovery bound. */
const LONG_JIFFIES = 1001;

/**
 * How far time may move, in jiffies (inclusive): up to the next deadline. 0: not at all, as while a
 * step is due; Infinity: there is no deadline.
 */
export function maxAdvanceJiffies({ timing }: System): number {
  return timing === null ? 0 : timing.maxAdvanceJiffies();
}

/** How far a search lets time pass, in jiffies: exactly up to the next deadline; 0: not at all. */
export function searchedAdvanceJiffies(system: System): number {
  const most = maxAdvanceJiffies(system);
  return most === Infinity ? LONG_JIFFIES : most;
}
