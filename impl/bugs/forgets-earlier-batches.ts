import type { Batch } from '../designs/hardened-design.ts';
import { atLoopHead } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import { shortSections } from './parts/short-sections.ts';
import type { SeededBug } from './seeded-bug.ts';

const WORK = 'iova_deferred_free_work';

export const forgetsEarlierBatches: SeededBug<typeof shortSections> = {
  finding: null,
  changes: 'The work tells its policy only whether its last batch has erased anything.',
  realistic: 'What a batch has erased is a variable of the loop, and begins at 0 in each round.',
  caughtBy: 'LIV-4',
  base: shortSections,
  scope: 'cpus=1,calls=4,pages=2,refusals=3,reserve=off,teardown=off,timers=exact',
  design: {
    ...shortSections,
    name: 'forgets-earlier-batches',
    *work(d) {
      const batches = Symbol('batches');
      let batch: Batch = { visited: 0, erased: 0, end: 'more' };
      while (batch.end === 'more') {
        yield atLoopHead(batches, d.lock.lockIrqsave(`${WORK}: lock`));
        batch = yield* this.drain(d, WORK, 0);
        if (batch.end !== 'more') yield this.rearm(d, batch.erased);
        yield d.lock.unlock(`${WORK}: unlock`);
      }
      return DONE;
    },
  },
};
