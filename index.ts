/**
 * What variations of a design and retry policies import. A variation is a file whose default export
 * is a design: one of the designs below with a step, or a part of a step, replaced. See
 * docs/variations.md.
 */
export { llist } from './impl/designs/llist.ts';
export type { LlistDesign, LlistDomain } from './impl/designs/llist-design.ts';
export { hardened } from './impl/designs/hardened.ts';
export type { Batch, HardenedDesign, HardenedDomain } from './impl/designs/hardened-design.ts';
export { mainline } from './impl/designs/mainline.ts';
export {
  ANCHOR,
  type MainlineDesign,
  type MainlineDomain,
} from './impl/designs/mainline-design.ts';
export { marker } from './impl/designs/marker.ts';
export type { MarkerDesign, MarkerDomain } from './impl/designs/marker-design.ts';

export type { Design, Domain, Dump, Setup } from './impl/designs/design.ts';
export { granted, is32Bit, rangeOf, refused } from './impl/designs/design.ts';
export { allocateObject, checkReservable, freeObjectMemory, PLACE } from './impl/designs/domain.ts';
export {
  type Backlog,
  consultPolicy,
  FRESH_BACKLOG,
  keepBacklog,
  markersAround,
  warnOfBacklog,
} from './impl/designs/backlog.ts';
export { remember32 } from './impl/designs/hint.ts';
export {
  findObject,
  freeRanges,
  initMapleDomain,
  type MapleDomain,
  MARKER,
  storeRange,
} from './impl/designs/maple.ts';
export { placeInGap, searchGap } from './impl/designs/place-in-gap.ts';
export { type Overlap, overlapped, reserveWhole } from './impl/designs/reserve-whole.ts';
export { alignmentPages } from './model/gap-contract.ts';

export { RangeTree } from './impl/tree/range-tree.ts';

export { DelayedWork } from './impl/kernel/delayed-work.ts';
export { blocking } from './impl/kernel/blocking.ts';
export {
  asking,
  atLoopHead,
  type Coroutine,
  type Effect,
  reserved,
  step,
} from './impl/kernel/effect.ts';
export { Guarded } from './impl/kernel/guarded.ts';
export type { Kernel } from './impl/kernel/kernel.ts';
export { Llist } from './impl/kernel/llist.ts';
export { DONE, type Outcome } from './impl/kernel/routine.ts';
export { SharedState } from './impl/kernel/shared-state.ts';
export type { Ptr } from './impl/kernel/slab.ts';
export { synchronizeRcu } from './impl/kernel/synchronize-rcu.ts';

export { doublingJitter } from './impl/policies/doubling-jitter.ts';
export { doubling } from './impl/policies/doubling.ts';
export { exponential, exponentialToDrain } from './impl/policies/exponential.ts';
export { flat10ms } from './impl/policies/flat-10ms.ts';
export { knownPolicies, proposedPolicy } from './impl/policies/known.ts';
export {
  counted,
  NOTHING_YET,
  type Policy,
  type Retry,
  type WorkRun,
} from './impl/policies/policy.ts';
export { RetryState } from './impl/policies/retry-state.ts';
export { warnAfter, warnAfterPerRange } from './impl/policies/warn-after.ts';
export { withPolicy } from './impl/designs/with-policy.ts';

export type { AllocRequest } from './model/call.ts';
export type { Traits } from './model/property.ts';
export type { Pfn, Range } from './model/range.ts';
