import type { System } from '../../port/system.ts';

/** What a search lets pass when no deadline is near: longer than any recovery bound. */
const LONG_JIFFIES = 1001;

/** How far time may move: not past a deadline, and not while a step is due; 0: not at all. */
export function maxAdvanceJiffies({ timing }: System): number {
  return timing === null ? 0 : timing.maxAdvanceJiffies();
}

/** How far a search lets time pass: up to the next deadline, not less; 0: time stands still. */
export function searchedAdvanceJiffies(system: System): number {
  const most = maxAdvanceJiffies(system);
  return most === Infinity ? LONG_JIFFIES : most;
}
