import { armsBeforeAdding } from './arms-before-adding.ts';
import { armsByFirstLook } from './arms-by-first-look.ts';
import { asksBeforeCancelling } from './asks-before-cancelling.ts';
import { erasesWhatItSaw } from './erases-what-it-saw.ts';
import { lastOneOutArms } from './last-one-out-arms.ts';
import { leavesToAllocation } from './leaves-to-allocation.ts';
import { looksAtRunTooEarly } from './looks-at-run-too-early.ts';
import { restsForEver } from './rests-for-ever.ts';
import type { SeededBug } from './seeded-bug.ts';
import { waitsThenCancels } from './waits-then-cancels.ts';

/** Designs with one mistake each, in alphabetical order. */
export const seededBugs: readonly SeededBug[] = [
  armsBeforeAdding,
  armsByFirstLook,
  asksBeforeCancelling,
  erasesWhatItSaw,
  lastOneOutArms,
  leavesToAllocation,
  looksAtRunTooEarly,
  restsForEver,
  waitsThenCancels,
];
