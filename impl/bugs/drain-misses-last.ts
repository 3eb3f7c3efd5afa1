import { keepBacklog } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const drainMissesLast: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A drain stops before a marker that ends with the last pfn.',
  realistic: 'The guard against stepping past the last pfn is asked before the entry is looked at.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'drain-misses-last',
    eraseNext(d, batch) {
      const waiting = d.deferred.get();
      const at = waiting === null ? null : d.tree.next(waiting.lo);
      if (waiting === null || at === null || at.hi < d.space.topPfn) {
        return hardened.eraseNext.call(this, d, batch);
      }
      keepBacklog(d, { ...waiting, count: 0 });
      return { ...batch, end: 'empty' };
    },
  },
};
