/** Designs under which a freed range has another life than the proof says. */
import { granted, rangeOf } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { asking } from '../../impl/kernel/effect.ts';

type Llist = typeof llist;
type Hardened = typeof hardened;

/** What was erased is erased once more. */
export const erasesTwice: Llist = {
  ...llist,
  name: 'erases-twice',
  remove(d, object, at) {
    const removing = llist.remove.call(this, d, object, at);
    return {
      ...removing,
      apply: () => {
        const erased = removing.apply();
        const { lo, hi } = rangeOf(d, object);
        if (erased === true) d.tree.erase(lo, hi);
        return erased;
      },
    };
  },
};

/** An allocation that finds no gap stores over a range that is on the list. */
export const storesOverDeferred: Llist = {
  ...llist,
  name: 'stores-over-deferred',
  place(d, request, object) {
    const outcome = llist.place.call(this, d, request, object);
    const [waiting] = llist.dump(d).deferred ?? [];
    if (outcome.kind === 'granted' || waiting === undefined) return outcome;
    const [lo, hi] = waiting;
    d.objects.write(object, 'lo', lo);
    d.objects.write(object, 'hi', hi);
    return d.tree.store(lo, hi, object) ? granted({ lo, hi }) : outcome;
  },
};

/** An allocation that finds no gap answers with a range that is on the list, as it is. */
export const answersDeferred: Llist = {
  ...llist,
  name: 'answers-deferred',
  place(d, request, object) {
    const outcome = llist.place.call(this, d, request, object);
    const [waiting] = llist.dump(d).deferred ?? [];
    if (outcome.kind === 'granted' || waiting === undefined) return outcome;
    return granted({ lo: waiting[0], hi: waiting[1] });
  },
};

/** A free erases what is on the list. */
export const drainsList: Llist = {
  ...llist,
  name: 'drains-list',
  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    yield asking('free_iova: drain the list', () => {
      for (const [lo, hi] of llist.dump(d).deferred ?? []) d.tree.erase(lo, hi);
    });
    yield d.lock.unlock('free_iova: unlock');
    return yield* llist.free.call(this, d, pfn);
  },
};

/** The object of a range is freed twice with its mark. */
export const freesTwice: Hardened = {
  ...hardened,
  name: 'frees-twice',
  mark(d, object, at) {
    const marking = hardened.mark.call(this, d, object, at);
    return {
      ...marking,
      apply: () => {
        const marked = marking.apply();
        d.objects.free(object);
        return marked;
      },
    };
  },
};

/** A drain also erases the first range of the tree, whoever owns it. */
export const erasesMore: Hardened = {
  ...hardened,
  name: 'erases-more',
  *drain(d, at, erased) {
    const batch = yield* hardened.drain.call(this, d, at, erased);
    yield asking(`${at}: erase on`, () => {
      const next = d.tree.next(d.space.startPfn);
      if (next !== null) d.tree.erase(next.lo, next.hi);
    });
    return batch;
  },
};

/** An allocation takes the lowest entry of the tree if that is a marker. */
export const placesOnMarker: Hardened = {
  ...hardened,
  name: 'places-on-marker',
  place(d, request, object, drained) {
    const outcome = hardened.place.call(this, d, request, object, drained);
    if (outcome !== null && outcome.kind !== 'refused') return outcome;
    const [marked] = hardened.dump(d).deferred ?? [];
    if (marked === undefined) return outcome;
    const [lo, hi] = marked;
    d.objects.write(object, 'lo', lo);
    d.objects.write(object, 'hi', hi);
    return d.tree.store(lo, hi, object) ? granted({ lo, hi }) : outcome;
  },
};
