import { alignsToSize } from './aligns-to-size.ts';
import { alignsUp } from './aligns-up.ts';
import { armsBeforeAdding } from './arms-before-adding.ts';
import { armsByFirstLook } from './arms-by-first-look.ts';
import { asksBeforeCancelling } from './asks-before-cancelling.ts';
import { asksHintBesideMarkers } from './asks-hint-beside-markers.ts';
import { asksHintOfRbtree } from './asks-hint-of-rbtree.ts';
import { asksHintUnlocked } from './asks-hint-unlocked.ts';
import { beginsAgain } from './begins-again.ts';
import { belowFirstPfn } from './below-first-pfn.ts';
import { bringsForward } from './brings-forward.ts';
import { cached32Above4g } from './cached32-above-4g.ts';
import { cached32Stays } from './cached32-stays.ts';
import { cancelsOnly } from './cancels-only.ts';
import { cancelsWhatCameSince } from './cancels-what-came-since.ts';
import { cancelsWithoutWaiting } from './cancels-without-waiting.ts';
import { countsOneMarker } from './counts-one-marker.ts';
import { defersUnmarked } from './defers-unmarked.ts';
import { deletesTimerOnly } from './deletes-timer-only.ts';
import { drainMissesLast } from './drain-misses-last.ts';
import { drainStepsTooFar } from './drain-steps-too-far.ts';
import { drainsAtOnce } from './drains-at-once.ts';
import { drainsFor64Bit } from './drains-for-64-bit.ts';
import { drainsLater } from './drains-later.ts';
import { eraseSpillsOverTheLeaf } from './erase-spills-over-the-leaf.ts';
import { erasesWhatItSaw } from './erases-what-it-saw.ts';
import { erasesWindow } from './erases-window.ts';
import { erasesWithoutSecondLook } from './erases-without-second-look.ts';
import { findMissesTheLastPage } from './find-misses-the-last-page.ts';
import { findsMarkers } from './finds-markers.ts';
import { findsUnlocked } from './finds-unlocked.ts';
import { firstPfnSkipped } from './first-pfn-skipped.ts';
import { forgetsEarlierBatches } from './forgets-earlier-batches.ts';
import { forgetsRange } from './forgets-range.ts';
import { freesAndLists } from './frees-and-lists.ts';
import { freesFirst } from './frees-first.ts';
import { freesFromThePfn } from './frees-from-the-pfn.ts';
import { freesListAndTree } from './frees-list-and-tree.ts';
import { freesMarkers } from './frees-markers.ts';
import { freesUnmarked } from './frees-unmarked.ts';
import { freesUpToThePfn } from './frees-up-to-the-pfn.ts';
import { freesWhatItGrants } from './frees-what-it-grants.ts';
import { freesWhatStays } from './frees-what-stays.ts';
import { freesWithIrqsOn } from './frees-with-irqs-on.ts';
import { grantsTheDeferred } from './grants-the-deferred.ts';
import { halfStore } from './half-store.ts';
import { hasNoWork } from './has-no-work.ts';
import { hintAskedOf64Bit } from './hint-asked-of-64-bit.ts';
import { hintMissesTheLast32BitPfn } from './hint-misses-the-last-32-bit-pfn.ts';
import { hintOutlivesADrain } from './hint-outlives-a-drain.ts';
import { ignoresRefusal } from './ignores-refusal.ts';
import { keepsAFlag } from './keeps-a-flag.ts';
import { keepsDeadline } from './keeps-deadline.ts';
import { keepsHint } from './keeps-hint.ts';
import { keepsLatest } from './keeps-latest.ts';
import { keepsLock } from './keeps-lock.ts';
import { keepsRefusedObject } from './keeps-refused-object.ts';
import { lastOneOutArms } from './last-one-out-arms.ts';
import { leaksObject } from './leaks-object.ts';
import { leaksWhenBeaten } from './leaks-when-beaten.ts';
import { leavesIrqsOn } from './leaves-irqs-on.ts';
import { leavesList } from './leaves-list.ts';
import { leavesToAllocation } from './leaves-to-allocation.ts';
import { leavesToRunningWork } from './leaves-to-running-work.ts';
import { leavesToWork } from './leaves-to-work.ts';
import { letsWorkArmItself } from './lets-work-arm-itself.ts';
import { limitExclusive } from './limit-exclusive.ts';
import { limitPlusOne } from './limit-plus-one.ts';
import { linksAfterSwap } from './links-after-swap.ts';
import { listsAgainWhatWent } from './lists-again-what-went.ts';
import { listsTwice } from './lists-twice.ts';
import { locksInTwoOrders } from './locks-in-two-orders.ts';
import { looksAtRunTooEarly } from './looks-at-run-too-early.ts';
import { looksUpMarkers } from './looks-up-markers.ts';
import { looksUpUnlocked } from './looks-up-unlocked.ts';
import { marksInSecondSection } from './marks-in-second-section.ts';
import { marksNeighbours } from './marks-neighbours.ts';
import { marksNothing } from './marks-nothing.ts';
import { mergesMarkers } from './merges-markers.ts';
import { miscounts } from './miscounts.ts';
import { neverRests } from './never-rests.ts';
import { neverWarns } from './never-warns.ts';
import { nextLooksAbove } from './next-looks-above.ts';
import { notesFullLate } from './notes-full-late.ts';
import { postponesAtEveryFree } from './postpones-at-every-free.ts';
import { pushesWithoutSwap } from './pushes-without-swap.ts';
import { refusesInSilence } from './refuses-in-silence.ts';
import { reserveFirstPiece } from './reserve-first-piece.ts';
import { reserveForgetsTheRest } from './reserve-forgets-the-rest.ts';
import { reserveHiExclusive } from './reserve-hi-exclusive.ts';
import { reserveJoinsANeighbour } from './reserve-joins-a-neighbour.ts';
import { reserveMissesTheTouching } from './reserve-misses-the-touching.ts';
import { reservesUnlocked } from './reserves-unlocked.ts';
import { reservesWhatItSaw } from './reserves-what-it-saw.ts';
import { reservesWithIrqsOn } from './reserves-with-irqs-on.ts';
import { resetsHintAboveCached } from './resets-hint-above-cached.ts';
import { restartsTheTimer } from './restarts-the-timer.ts';
import { restoresInterruptsEarly } from './restores-interrupts-early.ts';
import { restsForEver } from './rests-for-ever.ts';
import { retryBeginsTooHigh } from './retry-begins-too-high.ts';
import { saysItAlways } from './says-it-always.ts';
import { searchesBelowOnly } from './searches-below-only.ts';
import { searchesInBatches } from './searches-in-batches.ts';
import { setsHintUnlocked } from './sets-hint-unlocked.ts';
import { slackForgotten } from './slack-forgotten.ts';
import { slackOneMore } from './slack-one-more.ts';
import { slotZeroNotSearched } from './slot-zero-not-searched.ts';
import { splitDropsTheLastSlot } from './split-drops-the-last-slot.ts';
import { staleGap } from './stale-gap.ts';
import { startPfnNeverGranted } from './start-pfn-never-granted.ts';
import { storesAfterUnlock } from './stores-after-unlock.ts';
import { storesLater } from './stores-later.ts';
import { swallowsNeighbour } from './swallows-neighbour.ts';
import { swallowsRefusal } from './swallows-refusal.ts';
import { takesLockWithIrqsOn } from './takes-lock-with-irqs-on.ts';
import { takesLowerEnd } from './takes-lower-end.ts';
import { teardownMissesFirst } from './teardown-misses-first.ts';
import { teardownMissesLast } from './teardown-misses-last.ts';
import { tracesAfterArming } from './traces-after-arming.ts';
import { trustsItsCursor } from './trusts-its-cursor.ts';
import { trustsTheLastErase } from './trusts-the-last-erase.ts';
import { underCapNotApplied } from './under-cap-not-applied.ts';
import { underCountsSuccesses } from './under-counts-successes.ts';
import { underDelayZero } from './under-delay-zero.ts';
import { underResetsAtFailure } from './under-resets-at-failure.ts';
import { underWarnsAgain } from './under-warns-again.ts';
import { underWarnsAgainPerRange } from './under-warns-again-per-range.ts';
import { underWarnsEarly } from './under-warns-early.ts';
import { underWarnsNever } from './under-warns-never.ts';
import { underWideJitter } from './under-wide-jitter.ts';
import { underWrapsAround } from './under-wraps-around.ts';
import { waitsThenCancels } from './waits-then-cancels.ts';
import { warnsAlways } from './warns-always.ts';
import { windowBeginsBehind } from './window-begins-behind.ts';
import { windowEndsBefore } from './window-ends-before.ts';
import { windowKeepsLatest } from './window-keeps-latest.ts';
import { worksUnlocked } from './works-unlocked.ts';
import { cacheBugs } from './known-caches.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Designs with one mistake each, in alphabetical order. */
export const seededBugs: readonly SeededBug[] = [
  alignsToSize,
  alignsUp,
  armsBeforeAdding,
  armsByFirstLook,
  asksBeforeCancelling,
  asksHintBesideMarkers,
  asksHintOfRbtree,
  asksHintUnlocked,
  beginsAgain,
  belowFirstPfn,
  bringsForward,
  cached32Above4g,
  cached32Stays,
  cancelsOnly,
  cancelsWhatCameSince,
  cancelsWithoutWaiting,
  countsOneMarker,
  defersUnmarked,
  deletesTimerOnly,
  drainMissesLast,
  drainStepsTooFar,
  drainsAtOnce,
  drainsFor64Bit,
  drainsLater,
  eraseSpillsOverTheLeaf,
  erasesWhatItSaw,
  erasesWindow,
  erasesWithoutSecondLook,
  findMissesTheLastPage,
  findsMarkers,
  findsUnlocked,
  firstPfnSkipped,
  forgetsEarlierBatches,
  forgetsRange,
  freesAndLists,
  freesFirst,
  freesFromThePfn,
  freesListAndTree,
  freesMarkers,
  freesUnmarked,
  freesUpToThePfn,
  freesWhatItGrants,
  freesWhatStays,
  freesWithIrqsOn,
  grantsTheDeferred,
  halfStore,
  hasNoWork,
  hintAskedOf64Bit,
  hintMissesTheLast32BitPfn,
  hintOutlivesADrain,
  ignoresRefusal,
  keepsAFlag,
  keepsDeadline,
  keepsHint,
  keepsLatest,
  keepsLock,
  keepsRefusedObject,
  lastOneOutArms,
  leaksObject,
  leaksWhenBeaten,
  leavesIrqsOn,
  leavesList,
  leavesToAllocation,
  leavesToRunningWork,
  leavesToWork,
  letsWorkArmItself,
  limitExclusive,
  limitPlusOne,
  linksAfterSwap,
  listsAgainWhatWent,
  listsTwice,
  locksInTwoOrders,
  looksAtRunTooEarly,
  looksUpMarkers,
  looksUpUnlocked,
  marksInSecondSection,
  marksNeighbours,
  marksNothing,
  mergesMarkers,
  miscounts,
  neverRests,
  neverWarns,
  nextLooksAbove,
  notesFullLate,
  postponesAtEveryFree,
  pushesWithoutSwap,
  refusesInSilence,
  reserveFirstPiece,
  reserveForgetsTheRest,
  reserveHiExclusive,
  reserveJoinsANeighbour,
  reserveMissesTheTouching,
  reservesUnlocked,
  reservesWhatItSaw,
  reservesWithIrqsOn,
  resetsHintAboveCached,
  restartsTheTimer,
  restoresInterruptsEarly,
  restsForEver,
  retryBeginsTooHigh,
  saysItAlways,
  searchesBelowOnly,
  searchesInBatches,
  setsHintUnlocked,
  slackForgotten,
  slackOneMore,
  slotZeroNotSearched,
  splitDropsTheLastSlot,
  staleGap,
  startPfnNeverGranted,
  storesAfterUnlock,
  storesLater,
  swallowsNeighbour,
  swallowsRefusal,
  takesLockWithIrqsOn,
  takesLowerEnd,
  teardownMissesFirst,
  teardownMissesLast,
  tracesAfterArming,
  trustsItsCursor,
  trustsTheLastErase,
  underCapNotApplied,
  underCountsSuccesses,
  underDelayZero,
  underResetsAtFailure,
  underWarnsAgain,
  underWarnsAgainPerRange,
  underWarnsEarly,
  underWarnsNever,
  underWideJitter,
  underWrapsAround,
  waitsThenCancels,
  warnsAlways,
  windowBeginsBehind,
  windowEndsBefore,
  windowKeepsLatest,
  worksUnlocked,
  ...cacheBugs,
].toSorted((a, b) => (a.design.name < b.design.name ? -1 : 1));
