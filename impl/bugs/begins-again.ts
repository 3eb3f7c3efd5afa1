import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

/** A batch is one entry, so that the lock is dropped between batches in small spaces, too. */
const shortBatches: typeof hardened = { ...hardened, name: 'short-batches', batchEntries: 1 };

export const beginsAgain: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The next batch of a drain begins where the previous one began.',
  realistic:
    'How far a batch has come is kept in a local variable, which is lost when the lock is dropped.',
  caughtBy: 'LIV-2',
  base: shortBatches,
  scope: 'cpus=1,calls=4,pages=2,fillers=1,reserve=off,teardown=off',
  design: {
    ...shortBatches,
    name: 'begins-again',
    drainedBatch: () => undefined,
  },
};
