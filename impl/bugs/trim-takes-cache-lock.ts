import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trimTakesCacheLock: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The work of a depot gives what it trims to the cache of a CPU that has nothing, ' +
    'under the lock of the depot.',
  realistic:
    'The magazine is at hand and the CPU will ask for it, but everybody else locks the ' +
    'cache first.',
  caughtBy: 'LCK-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=4,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'trim-takes-cache-lock',
    *trim(d, order) {
      const caches = cachesOf(d);
      const depot = caches.depot(order);
      const cache = caches.of(order, 0);
      yield depot.lock.lockIrqsave('iova_depot_work_func: lock the depot');
      yield cache.lock.lock('iova_depot_work_func: lock the cache');
      yield step('iova_depot_work_func: hand over', () => {
        const { loaded, prev } = cache.get();
        if (loaded !== null && loaded.length > 0) return;
        const top = depot.pop();
        if (top === null) return;
        if (loaded !== null) caches.memory.free('magazine');
        cache.set(top, prev);
      });
      yield cache.lock.unlock('iova_depot_work_func: unlock the cache');
      yield depot.lock.unlock('iova_depot_work_func: unlock the depot');
      return yield* hardened.trim.call(this, d, order);
    },
  },
};
