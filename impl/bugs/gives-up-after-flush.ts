import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const givesUpAfterFlush: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An allocation flushes, and then fails all the same.',
  realistic: 'The flush is left to help the next one: on a retry of the driver it works.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'calls=1,refusals=0',
  design: {
    ...hardened,
    name: 'gives-up-after-flush',
    *allocFast(d, request) {
      const outcome = yield* hardened.allocFast.call(this, d, { ...request, flush: false });
      if (outcome.kind === 'refused' && request.flush) yield* this.flush(d);
      return outcome;
    },
  },
};
