/**
 * What a variation of a design is written with, and a retry policy. A variation is a file whose
 * default export is a design: a published one with a step replaced. See docs/variations.md.
 */
export type { Design, Domain, Dump, Setup } from './impl/designs/design.ts';
export { granted, is32Bit, rangeOf, refused } from './impl/designs/design.ts';
export { allocateObject, freeObjectMemory } from './impl/designs/domain.ts';
export { hardened, type HardenedDomain } from './impl/designs/hardened.ts';
export { llist, type LlistDomain } from './impl/designs/llist.ts';
export { mainline, type MainlineDomain } from './impl/designs/mainline.ts';
export {
  findObject,
  initMapleDomain,
  type MapleDomain,
  overlapped,
  placeInGap,
  searchGap,
} from './impl/designs/maple.ts';
export { marker, type MarkerDomain } from './impl/designs/marker.ts';
export { DONE, type Outcome } from './impl/kernel/routine.ts';
export { asking, atLoopHead, type Coroutine, type Effect, step } from './impl/kernel/effect.ts';
export { DelayedWork } from './impl/kernel/delayed-work.ts';
export { Guarded } from './impl/kernel/guarded.ts';
export type { Kernel } from './impl/kernel/kernel.ts';
export { SharedState } from './impl/kernel/shared-state.ts';
export { Llist } from './impl/kernel/llist.ts';
export type { Ptr } from './impl/kernel/slab.ts';
export {
  counted,
  NOTHING_YET,
  type Policy,
  type Retry,
  type WorkRun,
} from './impl/policies/policy.ts';
export { RetryState } from './impl/policies/retry-state.ts';
export { warnAfter, warnAfterPerRange } from './impl/policies/warn-after.ts';
export { withPolicy } from './impl/policies/with-policy.ts';
export type { AllocRequest } from './model/call.ts';
export type { Traits } from './model/property.ts';
export type { Pfn, Range } from './model/range.ts';
