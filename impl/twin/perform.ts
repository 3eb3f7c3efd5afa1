import type { Request } from '../../model/call.ts';
import type { Design, Domain } from '../designs/design.ts';
import { rangeOf } from '../designs/design.ts';
import type { CachingDesign } from '../designs/fast-path-design.ts';
import { BrokenRule } from '../kernel/broken-rule.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import { type Coroutine, step } from '../kernel/effect.ts';
import type { Ptr } from '../kernel/slab.ts';

/** What the caller of a request does, step by step, in the design's own steps. */
export function perform<D extends Domain>(
  design: Design<D>,
  d: D,
  request: Request,
): Coroutine<Outcome> {
  switch (request.fn) {
    case 'alloc':
      return design.alloc(d, request);
    case 'allocFast':
      return fastPathOf(design).allocFast(d, request);
    case 'freeFast':
      return fastPathOf(design).freeFast(d, request.pfn, request.sizePages);
    case 'offline':
      return fastPathOf(design).offline(d, request.cpu);
    case 'online':
      return fastPathOf(design).online(d, request.cpu);
    case 'free':
      return design.free(d, request.pfn);
    case 'freeObject':
      return findAndFree(design, d, request.pfn);
    case 'find':
      return findAndLook(design, d, request.pfn);
    case 'reserve':
      return design.reserve(d, request.lo, request.hi);
    case 'put':
      return design.put(d);
  }
}

/**
 * The fast path of a design.
 * @throws BrokenRule if it has none
 */
function fastPathOf<D extends Domain>(design: Design<D>): CachingDesign<D> {
  if (!isCaching(design)) throw new BrokenRule(`${design.name} has no fast path`);
  return design;
}

/** Whether the design has a fast path. */
export function isCaching<D extends Domain>(design: Design<D>): design is CachingDesign<D> {
  return 'allocFast' in design;
}

/**
 * One run of the work that trims the depot of an order.
 * @throws BrokenRule if the design has no fast path
 */
export function runOfTrim<D extends Domain>(
  design: Design<D>,
  d: D,
  order: number,
): Coroutine<Outcome> {
  return fastPathOf(design).trim(d, order);
}

/**
 * Sets up the caches of a new domain.
 * @throws BrokenRule if the design has no fast path
 */
export function setUpCaches<D extends Domain>(design: Design<D>, d: D): Coroutine<Outcome> {
  return fastPathOf(design).initCaches(d);
}

/**
 * One run of the design's work.
 * @throws BrokenRule if the design has no work
 */
export function runOfWork<D extends Domain>(design: Design<D>, d: D): Coroutine<Outcome> {
  const run = design.work?.(d);
  if (run === undefined) throw new BrokenRule(`${design.name} arms a work, but has no work()`);
  return run;
}

function* findAndFree<D extends Domain>(design: Design<D>, d: D, pfn: number): Coroutine<Outcome> {
  const object: Ptr | null = yield* design.find(d, pfn);
  if (object === null) return DONE;
  return yield* design.freeObject(d, object);
}

function* findAndLook<D extends Domain>(design: Design<D>, d: D, pfn: number): Coroutine<Outcome> {
  const object: Ptr | null = yield* design.find(d, pfn);
  if (object === null) return DONE;
  return yield step('find_iova: the caller looks at the object', () => ({
    kind: 'done',
    range: rangeOf(d, object),
  }));
}
