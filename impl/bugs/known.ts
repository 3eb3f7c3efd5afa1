import { alignsToSize } from './aligns-to-size.ts';
import { alignsUp } from './aligns-up.ts';
import { armsBeforeAdding } from './arms-before-adding.ts';
import { belowFirstPfn } from './below-first-pfn.ts';
import { cached32Above4g } from './cached32-above-4g.ts';
import { cached32Stays } from './cached32-stays.ts';
import { countsOneMarker } from './counts-one-marker.ts';
import { drainMissesLast } from './drain-misses-last.ts';
import { drainStepsTooFar } from './drain-steps-too-far.ts';
import { eraseSpillsOverTheLeaf } from './erase-spills-over-the-leaf.ts';
import { findMissesTheLastPage } from './find-misses-the-last-page.ts';
import { firstPfnSkipped } from './first-pfn-skipped.ts';
import { freesFromThePfn } from './frees-from-the-pfn.ts';
import { freesUpToThePfn } from './frees-up-to-the-pfn.ts';
import { freesWhatItGrants } from './frees-what-it-grants.ts';
import { halfStore } from './half-store.ts';
import { hintAskedOf64Bit } from './hint-asked-of-64-bit.ts';
import { hintMissesTheLast32BitPfn } from './hint-misses-the-last-32-bit-pfn.ts';
import { hintOutlivesADrain } from './hint-outlives-a-drain.ts';
import { keepsRefusedObject } from './keeps-refused-object.ts';
import { limitExclusive } from './limit-exclusive.ts';
import { limitPlusOne } from './limit-plus-one.ts';
import { nextLooksAbove } from './next-looks-above.ts';
import { reserveFirstPiece } from './reserve-first-piece.ts';
import { reserveForgetsTheRest } from './reserve-forgets-the-rest.ts';
import { reserveHiExclusive } from './reserve-hi-exclusive.ts';
import { reserveJoinsANeighbour } from './reserve-joins-a-neighbour.ts';
import { reserveMissesTheTouching } from './reserve-misses-the-touching.ts';
import { restsForEver } from './rests-for-ever.ts';
import { retryBeginsTooHigh } from './retry-begins-too-high.ts';
import { slackForgotten } from './slack-forgotten.ts';
import { slackOneMore } from './slack-one-more.ts';
import { slotZeroNotSearched } from './slot-zero-not-searched.ts';
import { splitDropsTheLastSlot } from './split-drops-the-last-slot.ts';
import { staleGap } from './stale-gap.ts';
import { startPfnNeverGranted } from './start-pfn-never-granted.ts';
import { teardownMissesFirst } from './teardown-misses-first.ts';
import { teardownMissesLast } from './teardown-misses-last.ts';
import { trustsTheLastErase } from './trusts-the-last-erase.ts';
import { underCapNotApplied } from './under-cap-not-applied.ts';
import { underCountsSuccesses } from './under-counts-successes.ts';
import { underDelayZero } from './under-delay-zero.ts';
import { underResetsAtFailure } from './under-resets-at-failure.ts';
import { underWarnsAgain } from './under-warns-again.ts';
import { underWarnsAgainPerRange } from './under-warns-again-per-range.ts';
import { underWarnsNever } from './under-warns-never.ts';
import { underWideJitter } from './under-wide-jitter.ts';
import { underWrapsAround } from './under-wraps-around.ts';
import { windowBeginsBehind } from './window-begins-behind.ts';
import { windowEndsBefore } from './window-ends-before.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Designs with one mistake each, in alphabetical order. */
export const seededBugs: readonly SeededBug[] = [
  alignsToSize,
  alignsUp,
  armsBeforeAdding,
  belowFirstPfn,
  cached32Above4g,
  cached32Stays,
  countsOneMarker,
  drainMissesLast,
  drainStepsTooFar,
  eraseSpillsOverTheLeaf,
  findMissesTheLastPage,
  firstPfnSkipped,
  freesFromThePfn,
  freesUpToThePfn,
  freesWhatItGrants,
  halfStore,
  hintAskedOf64Bit,
  hintMissesTheLast32BitPfn,
  hintOutlivesADrain,
  keepsRefusedObject,
  limitExclusive,
  limitPlusOne,
  nextLooksAbove,
  reserveFirstPiece,
  reserveForgetsTheRest,
  reserveHiExclusive,
  reserveJoinsANeighbour,
  reserveMissesTheTouching,
  restsForEver,
  retryBeginsTooHigh,
  slackForgotten,
  slackOneMore,
  slotZeroNotSearched,
  splitDropsTheLastSlot,
  staleGap,
  startPfnNeverGranted,
  teardownMissesFirst,
  teardownMissesLast,
  trustsTheLastErase,
  underCapNotApplied,
  underCountsSuccesses,
  underDelayZero,
  underResetsAtFailure,
  underWarnsAgain,
  underWarnsAgainPerRange,
  underWarnsNever,
  underWideJitter,
  underWrapsAround,
  windowBeginsBehind,
  windowEndsBefore,
];
