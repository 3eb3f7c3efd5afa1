import type { Pfn } from '../../model/range.ts';
import { keepBacklog } from '../designs/backlog.ts';
import type { Batch, HardenedDomain } from '../designs/hardened-design.ts';
import { atLoopHead, step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import { Atomic } from './parts/atomic.ts';
import { shortSections } from './parts/short-sections.ts';
import type { SeededBug } from './seeded-bug.ts';

const WORK = 'iova_deferred_free_work';
/** The generation wraps. */
const WRAP = 8;

interface Domain extends HardenedDomain {
  /** Counts frees: while it stays, no marker appears below the cursor. */
  readonly generation: Atomic<number>;
}

interface Place {
  readonly cursor: Pfn;
  readonly generation: number;
}

export const trustsItsCursor: SeededBug<typeof shortSections> = {
  finding: null,
  changes:
    'The work goes on from a cursor of its own if no free has been counted since its last ' +
    'critical section, but a free is counted before it takes the lock.',
  realistic:
    'The count is an atomic and seems to need no lock, but it changes before the marker is there.',
  caughtBy: 'WIN-1',
  base: shortSections,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...shortSections,
    name: 'trusts-its-cursor',
    init(kernel, setup): Domain {
      return { ...shortSections.init(kernel, setup), generation: new Atomic(kernel, 0) };
    },
    *free(d: Domain, pfn: Pfn) {
      yield step('free_iova: next generation', () =>
        d.generation.set((d.generation.get() + 1) % WRAP),
      );
      return yield* shortSections.free.call(this, d, pfn);
    },
    *work(d: Domain) {
      const batches = Symbol('batches');
      let batch: Batch = { visited: 0, erased: 0, end: 'more' };
      let place: Place | null = null;
      while (batch.end === 'more') {
        const { erased }: Batch = batch;
        const known: Place | null = place;
        yield atLoopHead(batches, d.lock.lockIrqsave(`${WORK}: lock`), erased, known);
        yield step(`${WORK}: go on`, () => goOn(d, known));
        batch = yield* this.drain(d, WORK, erased);
        if (batch.end !== 'more') yield this.rearm(d, batch.erased);
        else place = yield step(`${WORK}: remember`, () => placeOf(d));
        yield d.lock.unlock(`${WORK}: unlock`);
      }
      return DONE;
    },
  },
};

function goOn(d: Domain, place: Place | null): void {
  if (place === null || d.generation.get() !== place.generation) return;
  const waiting = d.deferred.get();
  if (waiting !== null) keepBacklog(d, { ...waiting, lo: place.cursor });
}

function placeOf(d: Domain): Place {
  const cursor = d.deferred.get()?.lo ?? d.space.topPfn + 1;
  return { cursor, generation: d.generation.get() };
}
