import { asksTwiceWhichCpu } from './asks-twice-which-cpu.ts';
import { cachedWithoutMagazine } from './cached-without-magazine.ts';
import { cachesAndFrees } from './caches-and-frees.ts';
import { cachesOnOfflineCpus } from './caches-on-offline-cpus.ts';
import { copiesPrev } from './copies-prev.ts';
import { depotKeepsWhatItGives } from './depot-keeps-what-it-gives.ts';
import { depotLosesLoaded } from './depot-loses-loaded.ts';
import { depotPoppedUnlocked } from './depot-popped-unlocked.ts';
import { emptiesBeforeOffline } from './empties-before-offline.ts';
import { flushDefersBesideWindow } from './flush-defers-beside-window.ts';
import { flushDefersUnarmed } from './flush-defers-unarmed.ts';
import { flushForgetsPrev } from './flush-forgets-prev.ts';
import { flushFreesRefusedObject } from './flush-frees-refused-object.ts';
import { flushLeavesRefused } from './flush-leaves-refused.ts';
import { flushPassedBy } from './flush-passed-by.ts';
import { flushSkipsBehindEmpty } from './flush-skips-behind-empty.ts';
import { flushSkipsDepots } from './flush-skips-depots.ts';
import { flushSkipsTheLastCpu } from './flush-skips-the-last-cpu.ts';
import { flushStaysOnItsCpu } from './flush-stays-on-its-cpu.ts';
import { flushWithIrqsOn } from './flush-with-irqs-on.ts';
import { forgetsToEmptyOffline } from './forgets-to-empty-offline.ts';
import { freesInTwoSections } from './frees-in-two-sections.ts';
import { freesIntoLongerClass } from './frees-into-longer-class.ts';
import { freesIntoShorterClass } from './frees-into-shorter-class.ts';
import { fullMagazineTwice } from './full-magazine-twice.ts';
import { givesUpAfterFlush } from './gives-up-after-flush.ts';
import { keepsWhatItFlushed } from './keeps-what-it-flushed.ts';
import { leaksEmptyMagazine } from './leaks-empty-magazine.ts';
import { offlineForgetsClasses } from './offline-forgets-classes.ts';
import { offlineForgetsPrev } from './offline-forgets-prev.ts';
import { onlineAllocatesAgain } from './online-allocates-again.ts';
import { popLeavesTheHole } from './pop-leaves-the-hole.ts';
import { popLosesTheNewer } from './pop-loses-the-newer.ts';
import { popsWithoutTaking } from './pops-without-taking.ts';
import { pushLosesLoaded } from './push-loses-loaded.ts';
import { refusedMagazineKeepsLock } from './refused-magazine-keeps-lock.ts';
import { reservesWhatIsCached } from './reserves-what-is-cached.ts';
import { sizesAsAsked } from './sizes-as-asked.ts';
import { teardownAwaitsNoTrim } from './teardown-awaits-no-trim.ts';
import { teardownCancelsTooEarly } from './teardown-cancels-too-early.ts';
import { teardownLeaksDepots } from './teardown-leaks-depots.ts';
import { teardownLeaksPrev } from './teardown-leaks-prev.ts';
import { teardownLeavesHotplugHook } from './teardown-leaves-hotplug-hook.ts';
import { teardownLeavesTrims } from './teardown-leaves-trims.ts';
import { thresholdOneMore } from './threshold-one-more.ts';
import { thresholdWraps } from './threshold-wraps.ts';
import { thresholdWithoutSize } from './threshold-without-size.ts';
import { trimDropsRanges } from './trim-drops-ranges.ts';
import { trimLeaksMagazine } from './trim-leaks-magazine.ts';
import { trimTakesCacheLock } from './trim-takes-cache-lock.ts';
import { trimTakesWhatItSaw } from './trim-takes-what-it-saw.ts';
import { trimUnlocksTooEarly } from './trim-unlocks-too-early.ts';
import { trimsByPossibleCpus } from './trims-by-possible-cpus.ts';
import { trimsNever } from './trims-never.ts';
import { trimsOnce } from './trims-once.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Mistakes in the caches, and where caches meet what is deferred, in alphabetical order. */
export const cacheBugs: readonly SeededBug[] = [
  asksTwiceWhichCpu,
  cachedWithoutMagazine,
  cachesAndFrees,
  cachesOnOfflineCpus,
  copiesPrev,
  depotKeepsWhatItGives,
  depotLosesLoaded,
  depotPoppedUnlocked,
  emptiesBeforeOffline,
  flushDefersBesideWindow,
  flushDefersUnarmed,
  flushForgetsPrev,
  flushFreesRefusedObject,
  flushLeavesRefused,
  flushPassedBy,
  flushSkipsBehindEmpty,
  flushSkipsDepots,
  flushSkipsTheLastCpu,
  flushStaysOnItsCpu,
  flushWithIrqsOn,
  forgetsToEmptyOffline,
  freesInTwoSections,
  freesIntoLongerClass,
  freesIntoShorterClass,
  fullMagazineTwice,
  givesUpAfterFlush,
  keepsWhatItFlushed,
  leaksEmptyMagazine,
  offlineForgetsClasses,
  offlineForgetsPrev,
  onlineAllocatesAgain,
  popLeavesTheHole,
  popLosesTheNewer,
  popsWithoutTaking,
  pushLosesLoaded,
  refusedMagazineKeepsLock,
  reservesWhatIsCached,
  sizesAsAsked,
  teardownAwaitsNoTrim,
  teardownCancelsTooEarly,
  teardownLeaksDepots,
  teardownLeaksPrev,
  teardownLeavesHotplugHook,
  teardownLeavesTrims,
  thresholdOneMore,
  thresholdWraps,
  thresholdWithoutSize,
  trimDropsRanges,
  trimLeaksMagazine,
  trimTakesCacheLock,
  trimTakesWhatItSaw,
  trimUnlocksTooEarly,
  trimsByPossibleCpus,
  trimsNever,
  trimsOnce,
];
