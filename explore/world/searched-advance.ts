import type { Machine } from '../../impl/twin/machine.ts';

/** What a search lets pass when no deadline is near: longer than any recovery bound. */
const LONG_JIFFIES = 1001;

/** How far a search lets time pass: up to the next deadline, not less; 0: time stands still. */
export function searchedAdvanceJiffies(machine: Machine): number {
  const most = machine.maxAdvanceJiffies();
  return most === Infinity ? LONG_JIFFIES : most;
}
