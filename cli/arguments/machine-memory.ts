import { totalmem } from 'node:os';

const MEGABYTE = 2 ** 20;

/** The part of the machine's memory that all searches together may hold. */
const SHARE = 0.5;

/**
 * The most memory that each of so many simultaneous searches holds unless the user says otherwise,
 * in units of 2^20 bytes: its part of half the memory that this process may use.
 */
export function megabytesOfASearch(jobs: number): number {
  const limited = process.constrainedMemory();
  // Without a limit from outside it is 0, or more than the machine has.
  const bytes = limited > 0 ? Math.min(limited, totalmem()) : totalmem();
  return Math.max(1, Math.floor((bytes * SHARE) / MEGABYTE / jobs));
}
