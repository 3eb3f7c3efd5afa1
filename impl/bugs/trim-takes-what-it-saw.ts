import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import type { Magazine } from '../caches/cpu-cache.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trimTakesWhatItSaw: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The work of a depot looks at the top magazine in one critical section and takes it ' +
    'off in another.',
  realistic: 'That keeps the time short for which CPUs wait for the lock of the depot.',
  caughtBy: 'OWN-3',
  base: hardened,
  scope:
    'cpus=2,requests=cached,reserve=off,teardown=off,magazine=1,stock=5,pages=6,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'trim-takes-what-it-saw',
    *trim(d, order) {
      const depot = cachesOf(d).depot(order);
      yield depot.lock.lockIrqsave('iova_depot_work_func: lock to look');
      const seen: Magazine | null = yield step('iova_depot_work_func: look at the top', () => {
        const top = this.isDepotLarge(d, depot) ? depot.pop() : null;
        if (top !== null) depot.push(top);
        return top;
      });
      yield depot.lock.unlock('iova_depot_work_func: unlock in between');
      if (seen === null) return DONE;
      yield* this.freeMagazine(d, seen);
      yield depot.lock.lockIrqsave('iova_depot_work_func: lock again');
      yield step('iova_depot_work_func: take it off', () => {
        if (depot.pop() !== null) cachesOf(d).memory.free('magazine');
        this.armTrim(d, depot);
      });
      yield depot.lock.unlock('iova_depot_work_func: unlock');
      return DONE;
    },
  },
};
