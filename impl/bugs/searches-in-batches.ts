import type { AllocRequest } from '../../model/call.ts';
import { alignmentPages } from '../../model/gap-contract.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { granted, rangeOf, refused } from '../designs/design.ts';
import { allocateObject, freeObjectMemory, PLACE } from '../designs/domain.ts';
import { ANCHOR, type MainlineDomain } from '../designs/mainline-design.ts';
import { mainline } from '../designs/mainline.ts';
import { atLoopHead, step } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

/** The most nodes that one critical section looks at. */
const BATCH_NODES = 64;

/** Where a search goes on. */
interface Cursor {
  /** The next node to look at is the last one below this page. */
  readonly high: Pfn;
  readonly lowest: Pfn;
  /** The lowest page of the pass that follows, from the limit; null: this is the last pass. */
  readonly again: Pfn | null;
}

export const searchesInBatches: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'The search drops the lock after every 64 nodes, and goes on from where it was.',
  realistic: 'No section is long, and interrupts are on in between; but the caller may be one.',
  caughtBy: 'LIV-5',
  base: mainline,
  scope: 'cpus=1,pages=2,fillers=1000,refusals=0,reserve=off,teardown=off',
  design: {
    ...mainline,
    name: 'searches-in-batches',
    *alloc(d, request) {
      const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
      if (object === null) return refused('alloc_iova: object refused');
      const batches = Symbol('batches');
      let cursor: Cursor | null = null;
      let outcome: Outcome | null = null;
      while (outcome === null) {
        const from: Cursor | null = cursor;
        yield atLoopHead(batches, d.lock.lockIrqsave(`${PLACE}: lock`), from);
        const batch: Outcome | Cursor = yield step(`${PLACE}: search a batch`, () => {
          if (from === null && this.hintForbids(d, request)) {
            return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
          }
          const found = searchBatch(d, request, from ?? beginning(d, request));
          if (found !== null && 'high' in found) return found;
          if (found === null) {
            this.searchFailed(d, request);
            return refused(`${PLACE}: search failed`);
          }
          d.objects.write(object, 'lo', found.lo);
          d.objects.write(object, 'hi', found.hi);
          d.tree.insert(object);
          this.cacheInserted(d, object, found);
          return granted(found);
        });
        yield d.lock.unlock(`${PLACE}: unlock`);
        if ('high' in batch) cursor = batch;
        else outcome = batch;
      }
      if (outcome.kind === 'refused') {
        yield freeObjectMemory(d, object, 'alloc_iova: free the object');
      }
      return outcome;
    },
  },
};

/** The first pass begins at the cached node; a second one covers what lies above that. */
function beginning(d: MainlineDomain, request: AllocRequest): Cursor {
  const start = mainline.cachedFor(d, request);
  const { startPfn } = d.space;
  if (start === ANCHOR) return { high: request.limit + 1, lowest: startPfn, again: null };
  const { lo, hi } = rangeOf(d, start);
  const again = hi > request.limit ? null : hi + 1;
  return { high: Math.min(lo, request.limit + 1), lowest: startPfn, again };
}

/** Where the request fits, or where to go on; null: it fits nowhere. */
function searchBatch(
  d: MainlineDomain,
  request: AllocRequest,
  { high: from, lowest, again }: Cursor,
): Range | Cursor | null {
  const { sizePages } = request;
  const align = alignmentPages(request);
  let high = from;
  for (let nodes = 0; nodes < BATCH_NODES; nodes += 1) {
    const lo = Math.floor((high - sizePages) / align) * align;
    const below = d.tree.below(high);
    if (lo < lowest || below === null || lo > d.objects.read(below, 'hi')) {
      if (lo >= lowest) return { lo, hi: lo + sizePages - 1 };
      return again === null ? null : { high: request.limit + 1, lowest: again, again: null };
    }
    high = d.objects.read(below, 'lo');
  }
  return { high, lowest, again };
}
