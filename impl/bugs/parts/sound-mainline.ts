import { is32Bit, refused } from '../../designs/design.ts';
import { allocateObject, checkReservable, freeObjectMemory, PLACE } from '../../designs/domain.ts';
import { mainline } from '../../designs/mainline.ts';
import { step } from '../../kernel/effect.ts';
import type { Outcome } from '../../kernel/routine.ts';
import type { Ptr } from '../../kernel/slab.ts';

/**
 * The rbtree allocator without the defects that make it refuse what fits, which would hide others:
 * the 32-bit hint says only that no page below 4 GiB is free, and a reservation that cannot have
 * its object extends nothing.
 */
export const soundMainline: typeof mainline = {
  ...mainline,
  name: 'sound-mainline',
  place(d, request, object) {
    const { limit, sizePages } = request;
    if (is32Bit(d, limit) && d.max32.get() === 1) {
      return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
    }
    d.max32.set(d.space.dma32);
    const outcome = mainline.place.call(this, d, request, object);
    const nothingFree =
      outcome.kind === 'refused' && sizePages === 1 && limit + 1 === d.space.dma32;
    if (!nothingFree) d.max32.set(d.space.dma32);
    return outcome;
  },
  *reserve(d, lo, hi) {
    const bad = checkReservable(d, lo, hi);
    if (bad !== null) return yield bad;
    yield d.lock.lockIrqsave('reserve_iova: lock');
    const object: Ptr | null = yield allocateObject(d, 'reserve_iova: object');
    let outcome: Outcome = refused('reserve_iova: object refused');
    if (object !== null) {
      const { left, covering }: ReturnType<typeof mainline.extendOverlapped> = yield step(
        'reserve_iova: extend what overlaps',
        () => this.extendOverlapped(d, { lo, hi }),
      );
      outcome = { kind: 'done', range: covering ?? left };
      if (covering !== null) yield freeObjectMemory(d, object, 'reserve_iova: free the object');
      else {
        yield step('reserve_iova: insert', () => {
          d.objects.write(object, 'lo', left.lo);
          d.objects.write(object, 'hi', left.hi);
          d.tree.insert(object);
        });
      }
    }
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },
};
