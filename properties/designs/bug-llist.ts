/** The revision of 2 June 2026 with one step replaced, as a user varies a design. */
import { llist } from '../../impl/designs/llist.ts';
import { PLACE, searchGap } from '../../impl/designs/maple.ts';
import { rangeOf, refused, granted } from '../../impl/designs/design.ts';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import { asking, step } from '../../impl/kernel/effect.ts';
import type { Ptr } from '../../impl/kernel/slab.ts';
import type { MapleTree } from '../../impl/tree/maple-tree.ts';
import { RangeTree } from '../../impl/tree/range-tree.ts';
import type { Range } from '../../model/range.ts';

type Llist = typeof llist;

/** The lock is dropped between the search and the store. */
export const storesLater: Llist = {
  ...llist,
  name: 'stores-later',
  *alloc(d, request) {
    const object = (yield asking('alloc_iova: object', () => d.objects.allocate())) as Ptr | null;
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave(`${PLACE}: lock`);
    const found = (yield step(`${PLACE}: search`, () => searchGap(d, request))) as Range | null;
    yield d.lock.unlock(`${PLACE}: unlock`);
    yield d.lock.lockIrqsave(`${PLACE}: lock again`);
    const stored = (yield asking(`${PLACE}: store`, () => {
      if (found === null) return false;
      d.objects.write(object, 'lo', found.lo);
      d.objects.write(object, 'hi', found.hi);
      return d.tree.store(found.lo, found.hi, object);
    })) as boolean;
    yield d.lock.unlock(`${PLACE}: unlock`);
    if (found !== null && stored) return granted(found);
    yield step('alloc_iova: free the object', () => d.objects.free(object));
    return refused(`${PLACE}: refused`);
  },
};

/** The result of the erase is ignored: the object is freed, the entry stays. */
export const ignoresRefusal: Llist = {
  ...llist,
  name: 'ignores-refusal',
  dispose(d, object, _erased, at) {
    return llist.dispose.call(this, d, object, true, at);
  },
};

/** The error of the erase is swallowed, and the object with it. */
export const forgetsRange: Llist = {
  ...llist,
  name: 'forgets-range',
  *dispose(d, object, erased, at) {
    if (erased) yield* llist.dispose.call(this, d, object, true, at);
  },
};

/** The work frees the object of a refused erase and lists it all the same. */
export const freesAndLists: Llist = {
  ...llist,
  name: 'frees-and-lists',
  *defer(d, object, at) {
    yield* llist.defer.call(this, d, object, at);
    if (d.kernel.current?.id === 'worker') d.objects.free(object);
    else yield step(`${at}: free the object`, () => d.objects.free(object));
  },
};

/** The teardown frees the entries of the list, and then those of the tree: the same ones. */
export const freesListAndTree: Llist = {
  ...llist,
  name: 'frees-list-and-tree',
  *put(d) {
    yield* d.work.cancelSync('put_iova_domain');
    yield step('put_iova_domain: free the list', () => {
      for (let node = d.deferredFrees.deleteAll(); node !== 0;) {
        const next = d.objects.read(node, 'next');
        d.objects.free(node);
        node = next;
      }
    });
    return yield* llist.put.call(this, d);
  },
};

/** An allocation that is refused keeps its object. */
export const leaksObject: Llist = {
  ...llist,
  name: 'leaks-object',
  *alloc(d, request) {
    const object = (yield asking('alloc_iova: object', () => d.objects.allocate())) as Ptr | null;
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave(`${PLACE}: lock`);
    const outcome = (yield asking(`${PLACE}: search and store`, () =>
      this.place(d, request, object),
    )) as Outcome;
    yield d.lock.unlock(`${PLACE}: unlock`);
    return outcome;
  },
};

/** A find that takes no lock. */
export const findsUnlocked: Llist = {
  ...llist,
  name: 'finds-unlocked',
  *find(d, pfn) {
    return (yield step('find_iova: look up', () => {
      return d.tree.find(pfn)?.value ?? null;
    })) as Ptr | null;
  },
};

/** A find that takes the lock with interrupts on. */
export const leavesIrqsOn: Llist = {
  ...llist,
  name: 'leaves-irqs-on',
  *find(d, pfn) {
    yield d.lock.lock('find_iova: lock');
    const found = (yield step('find_iova: look up', () => {
      return d.tree.find(pfn)?.value ?? null;
    })) as Ptr | null;
    yield d.lock.unlock('find_iova: unlock');
    return found;
  },
};

/** A range that cannot be erased is listed twice. */
export const listsTwice: Llist = {
  ...llist,
  name: 'lists-twice',
  *defer(d, object, at) {
    yield* llist.defer.call(this, d, object, at);
    yield* llist.defer.call(this, d, object, at);
  },
};

/** A tree whose erase takes the next range with it, and says nothing. */
class GreedyTree extends RangeTree {
  override erase(lo: number, hi: number): boolean {
    const erased = super.erase(lo, hi);
    const { tree, changes } = this.save() as { tree: MapleTree; changes: number };
    const next = tree.next(hi + 1);
    if (erased && next !== null) this.restore({ tree: tree.store(next.lo, next.hi, 0), changes });
    return erased;
  }
}

export const swallowsNeighbour: Llist = {
  ...llist,
  name: 'swallows-neighbour',
  init(kernel, setup) {
    const d = llist.init(kernel, setup);
    return { ...d, tree: new GreedyTree(kernel, d.lock, setup.treeMemory) };
  },
};

/** The work does not arm itself when it put entries back. */
export const restsForEver: Llist = {
  ...llist,
  name: 'rests-for-ever',
  rearm() {
    return step('iova_deferred_free_work: does not re-arm', () => undefined);
  },
};

/** The teardown cancels the work and does not wait for a running one. */
export const cancelsOnly: Llist = {
  ...llist,
  name: 'cancels-only',
  *put(d) {
    yield step('put_iova_domain: cancel_delayed_work', () => d.work.cancel());
    yield step('put_iova_domain: free every object of the tree', () => {
      for (let at = d.tree.next(0); at !== null; at = d.tree.next(at.hi + 1)) {
        d.objects.free(at.value);
      }
      d.tree.destroy();
    });
    return DONE;
  },
};

/** The work returns with the lock held, for which the teardown waits for ever. */
export const keepsLock: Llist = {
  ...llist,
  name: 'keeps-lock',
  *work(d) {
    yield d.lock.lockIrqsave('iova_deferred_free_work: lock');
    return DONE;
  },
  *put(d) {
    yield step('put_iova_domain: llist_empty', () => d.deferredFrees.empty());
    yield d.lock.lockIrqsave('put_iova_domain: lock');
    return yield* llist.put.call(this, d);
  },
};

/** The hint is never set: every allocation searches. */
export const searchesAlways: Llist = {
  ...llist,
  name: 'searches-always',
  place(d, request, object) {
    const outcome = llist.place.call(this, d, request, object);
    d.max32.set(d.space.dma32);
    return outcome;
  },
};

/** Every range that is deferred gets a line in the log. */
export const warnsAlways: Llist = {
  ...llist,
  name: 'warns-always',
  *defer(d, object, at) {
    yield step(`${at}: warn`, () => {
      const { lo } = rangeOf(d, object);
      d.kernel.log.warn(`iova: the range at ${lo} is not erased yet`);
    });
    yield* llist.defer.call(this, d, object, at);
  },
};

/** Both: it never refuses by the hint, and it names what it could not erase. */
export const searchesAndWarns: Llist = {
  ...warnsAlways,
  name: 'searches-and-warns',
  place(d, request, object) {
    return searchesAlways.place.call(this, d, request, object);
  },
};
