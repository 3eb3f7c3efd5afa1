import { armsBeforeAdding } from './arms-before-adding.ts';
import { armsByFirstLook } from './arms-by-first-look.ts';
import { asksBeforeCancelling } from './asks-before-cancelling.ts';
import { bringsForward } from './brings-forward.ts';
import { cancelsWhatCameSince } from './cancels-what-came-since.ts';
import { deletesTimerOnly } from './deletes-timer-only.ts';
import { erasesWhatItSaw } from './erases-what-it-saw.ts';
import { erasesWithoutSecondLook } from './erases-without-second-look.ts';
import { keepsAFlag } from './keeps-a-flag.ts';
import { lastOneOutArms } from './last-one-out-arms.ts';
import { leaksWhenBeaten } from './leaks-when-beaten.ts';
import { leavesToAllocation } from './leaves-to-allocation.ts';
import { leavesToRunningWork } from './leaves-to-running-work.ts';
import { letsWorkArmItself } from './lets-work-arm-itself.ts';
import { linksAfterSwap } from './links-after-swap.ts';
import { listsAgainWhatWent } from './lists-again-what-went.ts';
import { locksInTwoOrders } from './locks-in-two-orders.ts';
import { looksAtRunTooEarly } from './looks-at-run-too-early.ts';
import { marksInSecondSection } from './marks-in-second-section.ts';
import { neverRests } from './never-rests.ts';
import { notesFullLate } from './notes-full-late.ts';
import { postponesAtEveryFree } from './postpones-at-every-free.ts';
import { pushesWithoutSwap } from './pushes-without-swap.ts';
import { reservesWhatItSaw } from './reserves-what-it-saw.ts';
import { restoresInterruptsEarly } from './restores-interrupts-early.ts';
import { restsForEver } from './rests-for-ever.ts';
import type { SeededBug } from './seeded-bug.ts';
import { storesAfterUnlock } from './stores-after-unlock.ts';
import { tracesAfterArming } from './traces-after-arming.ts';
import { trustsItsCursor } from './trusts-its-cursor.ts';
import { waitsThenCancels } from './waits-then-cancels.ts';

/** Designs with one mistake each, in alphabetical order. */
export const seededBugs: readonly SeededBug[] = [
  armsBeforeAdding,
  armsByFirstLook,
  asksBeforeCancelling,
  bringsForward,
  cancelsWhatCameSince,
  deletesTimerOnly,
  erasesWhatItSaw,
  erasesWithoutSecondLook,
  keepsAFlag,
  lastOneOutArms,
  leaksWhenBeaten,
  leavesToAllocation,
  leavesToRunningWork,
  letsWorkArmItself,
  linksAfterSwap,
  listsAgainWhatWent,
  locksInTwoOrders,
  looksAtRunTooEarly,
  marksInSecondSection,
  neverRests,
  notesFullLate,
  postponesAtEveryFree,
  pushesWithoutSwap,
  reservesWhatItSaw,
  restoresInterruptsEarly,
  restsForEver,
  storesAfterUnlock,
  tracesAfterArming,
  trustsItsCursor,
  waitsThenCancels,
];
