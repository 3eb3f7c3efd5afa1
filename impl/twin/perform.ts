import type { Request } from '../../model/call.ts';
import type { Design, Domain } from '../designs/design.ts';
import { rangeOf } from '../designs/design.ts';
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
