/** The revision of 2 June 2026, but each allocation also gets the node that its erase will need. */
import {
  allocateObject,
  freeObjectMemory,
  llist,
  type Ptr,
  rangeOf,
  refused,
  reserved,
} from 'iova-check';

export default {
  ...llist,
  name: 'llist-node-reserved',
  *alloc(d, request) {
    const node: Ptr | null = yield allocateObject(d, 'alloc_iova: node for the erase');
    if (node === null) return refused('alloc_iova: node refused');
    const outcome = yield* llist.alloc.call(this, d, request);
    // Its account is not kept any further here: only that it was granted matters.
    yield freeObjectMemory(d, node, 'alloc_iova: the node belongs to the range');
    return outcome;
  },
  remove(d, object, at) {
    return reserved(`${at}: remove_iova`, () => this.erase(d, rangeOf(d, object)));
  },
} satisfies typeof llist;
