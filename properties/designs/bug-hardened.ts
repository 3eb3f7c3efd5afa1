/** The hardened design, each time with one of its parts taken away. */
import { keep } from '../../impl/designs/backlog.ts';
import { is32Bit, rangeOf, refused } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { findObject, NO_MARKER, PLACE, reserveWhole } from '../../impl/designs/maple.ts';
import { step } from '../../impl/kernel/effect.ts';
import { DONE } from '../../impl/kernel/routine.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { withPolicy } from '../../impl/policies/with-policy.ts';

type Hardened = typeof hardened;
type Domain = Parameters<Hardened['rearm']>[0];

const WORK = 'iova_deferred_free_work';
const REFUSED = { visited: 0, erased: 0, end: 'refused' } as const;

/** The 32-bit hint of both posted revisions is asked, set and reset. */
export const keepsHint: Hardened = {
  ...hardened,
  name: 'keeps-hint',
  place(d, request, object, drained) {
    const asks32 = is32Bit(d, request.limit);
    if (asks32 && request.sizePages >= d.max32.get()) {
      return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
    }
    const outcome = hardened.place.call(this, d, request, object, drained);
    const failed = outcome?.kind === 'refused' && outcome.because.includes('search failed');
    if (asks32 && failed) d.max32.set(request.sizePages, `${PLACE}: search failed`);
    return outcome;
  },
  *remove(d, object, at) {
    yield step(`${at}: reset max32`, () => {
      if (rangeOf(d, object).lo < d.space.dma32) d.max32.set(d.space.dma32);
    });
    yield* hardened.remove.call(this, d, object, at);
  },
};

/** A refused erase is written down, but the range is left as it is. */
export const marksNothing: Hardened = {
  ...hardened,
  name: 'marks-nothing',
  mark(d, object, at) {
    return step(`${at}: does not mark`, () => {
      const range = rangeOf(d, object);
      const { call, place } = d.kernel;
      keep(d, { lo: range.lo, count: 1, told: false, tries: 0 });
      d.kernel.emit({ kind: 'deferred', range, call, at: place });
      d.work.schedule(d.retry.policy.startJiffies);
    });
  },
};

/** Only the latest marker counts for where a drain begins. */
export const keepsLatest: Hardened = {
  ...hardened,
  name: 'keeps-latest',
  mark(d, object, at) {
    const marking = hardened.mark.call(this, d, object, at);
    const apply = (): void => {
      const { lo } = rangeOf(d, object);
      marking.apply();
      const waiting = d.deferred.get();
      if (waiting !== null) keep(d, { ...waiting, lo });
    };
    return { ...marking, apply };
  },
};

/** No work: what is deferred waits for an allocation that finds no room. */
export const hasNoWork: Hardened = {
  ...hardened,
  name: 'has-no-work',
  *remove(d, object, at) {
    yield* hardened.remove.call(this, d, object, at);
    yield step(`${at}: cancel_delayed_work`, () => d.work.cancel());
  },
};

/** The work runs once. */
export const runsOnce: Hardened = {
  ...hardened,
  name: 'runs-once',
  rearm: () => step(`${WORK}: does not re-arm`, () => undefined),
};

/** The work does not take the lock. */
export const worksUnlocked: Hardened = {
  ...hardened,
  name: 'works-unlocked',
  *work(d) {
    const { erased } = yield* this.drain(d, WORK, 0);
    yield this.rearm(d, erased);
    return DONE;
  },
};

/** The work arms itself by `schedule_delayed_work()`: a deadline that a free has set stands. */
export const keepsDeadline: Hardened = {
  ...hardened,
  name: 'keeps-deadline',
  rearm(d, erased) {
    const arming = hardened.rearm.call(this, d, erased);
    const apply = (): void => {
      const { pending } = d.work;
      const due = d.work.dueJiffies - d.kernel.clock.nowJiffies;
      arming.apply();
      if (pending === 'timer') d.work.modify(due);
    };
    return { ...arming, apply };
  },
};

/** Every 10 ms, and never a line. */
export const neverWarns: Hardened = { ...withPolicy(hardened, flat10ms), name: 'never-warns' };

/** An allocation does not drain. */
export const leavesToWork: Hardened = {
  ...hardened,
  name: 'leaves-to-work',
  place(d, request, object) {
    return hardened.place.call(this, d, request, object, REFUSED);
  },
};

function setTold(d: Domain, told: boolean): void {
  const waiting = d.deferred.get();
  if (waiting !== null) keep(d, { ...waiting, told });
}

/** An allocation that finds no room because of a refused erase says nothing. */
export const refusesInSilence: Hardened = {
  ...hardened,
  name: 'refuses-in-silence',
  place(d, request, object, drained) {
    setTold(d, true);
    return hardened.place.call(this, d, request, object, drained);
  },
};

/** Each of them says so. */
export const saysItAlways: Hardened = {
  ...hardened,
  name: 'says-it-always',
  place(d, request, object, drained) {
    setTold(d, false);
    return hardened.place.call(this, d, request, object, drained);
  },
};

/** A reservation over markers does not count those that it overwrites. */
export const miscounts: Hardened = {
  ...hardened,
  name: 'miscounts',
  *reserve(d, lo, hi) {
    yield d.lock.lockIrqsave('reserve_iova: lock');
    const outcome = yield* reserveWhole(d, { lo, hi }, (range, object) =>
      d.tree.store(range.lo, range.hi, object),
    );
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },
};

/** A reservation frees what it overlaps before it can still fail, as on 2 June 2026. */
export const freesFirst: Hardened = {
  ...hardened,
  name: 'frees-first',
  reserve(d, lo, hi) {
    return llist.reserve.call(llist, d as never, lo, hi);
  },
};

/** Markers are found. */
export const findsMarkers: Hardened = {
  ...hardened,
  name: 'finds-markers',
  *find(d, pfn) {
    return yield* findObject(d, pfn, NO_MARKER);
  },
};

/** The teardown does not wait for a running work. */
export const cancelsOnly: Hardened = {
  ...hardened,
  name: 'cancels-only',
  *put(d) {
    yield step('put_iova_domain: cancel_delayed_work', () => d.work.cancel());
    yield step('put_iova_domain: free every object of the tree', () => freeTree(d, true));
    return DONE;
  },
};

/** The teardown takes markers for objects. */
export const freesMarkers: Hardened = {
  ...hardened,
  name: 'frees-markers',
  *put(d) {
    yield* d.work.cancelSync('put_iova_domain');
    yield step('put_iova_domain: free every object of the tree', () => freeTree(d, false));
    return DONE;
  },
};

function freeTree(d: Domain, skipsMarkers: boolean): void {
  for (let at = d.tree.next(0); at !== null; at = d.tree.next(at.hi + 1)) {
    if (!skipsMarkers || at.value !== -1) d.objects.free(at.value);
  }
  d.tree.destroy();
}

/** A drain is one critical section, however long. */
export const drainsAtOnce: Hardened = {
  ...hardened,
  name: 'drains-at-once',
  batchEntries: Infinity,
};

/** A batch is an entry: so the lock is dropped between batches in small spaces, too. */
export const shortBatches: Hardened = { ...hardened, name: 'short-batches', batchEntries: 1 };

/** The next batch begins where this one began. */
export const beginsAgain: Hardened = {
  ...shortBatches,
  name: 'begins-again',
  eraseNext(d, batch) {
    const before = d.deferred.get();
    const now = hardened.eraseNext.call(this, d, batch);
    if (now.end === 'more' && before !== null) keep(d, before);
    return now;
  },
};
