import { armsBeforeAdding } from './arms-before-adding.ts';
import { asksHintBesideMarkers } from './asks-hint-beside-markers.ts';
import { asksHintOfRbtree } from './asks-hint-of-rbtree.ts';
import { asksHintUnlocked } from './asks-hint-unlocked.ts';
import { beginsAgain } from './begins-again.ts';
import { cancelsOnly } from './cancels-only.ts';
import { cancelsWithoutWaiting } from './cancels-without-waiting.ts';
import { defersUnmarked } from './defers-unmarked.ts';
import { drainsAtOnce } from './drains-at-once.ts';
import { drainsFor64Bit } from './drains-for-64-bit.ts';
import { drainsLater } from './drains-later.ts';
import { erasesWindow } from './erases-window.ts';
import { findsMarkers } from './finds-markers.ts';
import { findsUnlocked } from './finds-unlocked.ts';
import { forgetsRange } from './forgets-range.ts';
import { freesAndLists } from './frees-and-lists.ts';
import { freesFirst } from './frees-first.ts';
import { freesListAndTree } from './frees-list-and-tree.ts';
import { freesMarkers } from './frees-markers.ts';
import { freesUnmarked } from './frees-unmarked.ts';
import { freesWhatStays } from './frees-what-stays.ts';
import { freesWithIrqsOn } from './frees-with-irqs-on.ts';
import { grantsTheDeferred } from './grants-the-deferred.ts';
import { hasNoWork } from './has-no-work.ts';
import { ignoresRefusal } from './ignores-refusal.ts';
import { keepsDeadline } from './keeps-deadline.ts';
import { keepsHint } from './keeps-hint.ts';
import { keepsLatest } from './keeps-latest.ts';
import { keepsLock } from './keeps-lock.ts';
import { leaksObject } from './leaks-object.ts';
import { leavesIrqsOn } from './leaves-irqs-on.ts';
import { leavesList } from './leaves-list.ts';
import { leavesToWork } from './leaves-to-work.ts';
import { listsTwice } from './lists-twice.ts';
import { looksUpMarkers } from './looks-up-markers.ts';
import { looksUpUnlocked } from './looks-up-unlocked.ts';
import { marksNeighbours } from './marks-neighbours.ts';
import { marksNothing } from './marks-nothing.ts';
import { mergesMarkers } from './merges-markers.ts';
import { miscounts } from './miscounts.ts';
import { neverWarns } from './never-warns.ts';
import { refusesInSilence } from './refuses-in-silence.ts';
import { reservesUnlocked } from './reserves-unlocked.ts';
import { reservesWithIrqsOn } from './reserves-with-irqs-on.ts';
import { resetsHintAboveCached } from './resets-hint-above-cached.ts';
import { restsForEver } from './rests-for-ever.ts';
import { saysItAlways } from './says-it-always.ts';
import { searchesBelowOnly } from './searches-below-only.ts';
import { searchesThroughMarkers } from './searches-through-markers.ts';
import type { SeededBug } from './seeded-bug.ts';
import { setsHintUnlocked } from './sets-hint-unlocked.ts';
import { storesLater } from './stores-later.ts';
import { swallowsNeighbour } from './swallows-neighbour.ts';
import { swallowsRefusal } from './swallows-refusal.ts';
import { takesLockWithIrqsOn } from './takes-lock-with-irqs-on.ts';
import { takesLowerEnd } from './takes-lower-end.ts';
import { warnsAlways } from './warns-always.ts';
import { windowKeepsLatest } from './window-keeps-latest.ts';
import { worksUnlocked } from './works-unlocked.ts';

/** Designs with one mistake each, in alphabetical order. */
export const seededBugs: readonly SeededBug[] = [
  armsBeforeAdding,
  asksHintBesideMarkers,
  asksHintOfRbtree,
  asksHintUnlocked,
  beginsAgain,
  cancelsOnly,
  cancelsWithoutWaiting,
  defersUnmarked,
  drainsAtOnce,
  drainsFor64Bit,
  drainsLater,
  erasesWindow,
  findsMarkers,
  findsUnlocked,
  forgetsRange,
  freesAndLists,
  freesFirst,
  freesListAndTree,
  freesMarkers,
  freesUnmarked,
  freesWhatStays,
  freesWithIrqsOn,
  grantsTheDeferred,
  hasNoWork,
  ignoresRefusal,
  keepsDeadline,
  keepsHint,
  keepsLatest,
  keepsLock,
  leaksObject,
  leavesIrqsOn,
  leavesList,
  leavesToWork,
  listsTwice,
  looksUpMarkers,
  looksUpUnlocked,
  marksNeighbours,
  marksNothing,
  mergesMarkers,
  miscounts,
  neverWarns,
  refusesInSilence,
  reservesUnlocked,
  reservesWithIrqsOn,
  resetsHintAboveCached,
  restsForEver,
  saysItAlways,
  searchesBelowOnly,
  searchesThroughMarkers,
  setsHintUnlocked,
  storesLater,
  swallowsNeighbour,
  swallowsRefusal,
  takesLockWithIrqsOn,
  takesLowerEnd,
  warnsAlways,
  windowKeepsLatest,
  worksUnlocked,
];
