import type { System } from '../../port/system.ts';

/** The longest time within which a property of a published design wants something done. */
export const LONGEST_BOUND_JIFFIES = 1000;

/** How far time passes at once if there is no deadline: longer than any bound of a property. */
export const LONG_JIFFIES = LONGEST_BOUND_JIFFIES + 1;

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
