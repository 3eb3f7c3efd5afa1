import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { Batch, HardenedDomain } from '../designs/hardened-design.ts';
import { atLoopHead, step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import { Atomic } from './parts/atomic.ts';
import type { SeededBug } from './seeded-bug.ts';

const WORK = 'iova_deferred_free_work';
/** The generation wraps. */
const WRAP = 8;

interface Domain extends HardenedDomain {
  /** Counts frees. */
  readonly generation: Atomic<number>;
}

interface End {
  readonly empty: boolean;
  readonly generation: number;
}

export const cancelsWhatCameSince: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A work that leaves nothing cancels its next run if no free has been counted since it ' +
    'unlocked, but a free is counted before it takes the lock.',
  realistic:
    'It saves a wakeup that would find nothing, but a free that was counted early can still ' +
    'mark and arm before the cancel.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'cancels-what-came-since',
    init(kernel, setup): Domain {
      return { ...hardened.init(kernel, setup), generation: new Atomic(kernel, 0) };
    },
    *free(d: Domain, pfn: Pfn) {
      yield step('free_iova: next generation', () =>
        d.generation.set((d.generation.get() + 1) % WRAP),
      );
      return yield* hardened.free.call(this, d, pfn);
    },
    *work(d: Domain) {
      const batches = Symbol('batches');
      let batch: Batch = { visited: 0, erased: 0, end: 'more' };
      let end: End = { empty: false, generation: 0 };
      while (batch.end === 'more') {
        const { erased }: Batch = batch;
        yield atLoopHead(batches, d.lock.lockIrqsave(`${WORK}: lock`), erased);
        batch = yield* this.drain(d, WORK, erased);
        if (batch.end !== 'more') yield this.rearm(d, batch.erased);
        end = yield step(`${WORK}: remember`, () => endOf(d));
        yield d.lock.unlock(`${WORK}: unlock`);
      }
      const { empty, generation } = end;
      if (!empty) return DONE;
      const same: boolean = yield step(
        `${WORK}: look again`,
        () => d.generation.get() === generation,
      );
      if (same) yield step(`${WORK}: cancel_delayed_work`, () => d.work.cancel());
      return DONE;
    },
  },
};

function endOf(d: Domain): End {
  return { empty: d.deferred.get() === null, generation: d.generation.get() };
}
