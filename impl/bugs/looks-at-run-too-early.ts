import { freeObjectMemory } from '../designs/domain.ts';
import { llist } from '../designs/llist.ts';
import type { LlistDomain } from '../designs/llist-design.ts';
import { step } from '../kernel/effect.ts';
import type { Ptr } from '../kernel/slab.ts';
import { WatchedWork } from './parts/watched-work.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends LlistDomain {
  readonly work: WatchedWork;
}

export const looksAtRunTooEarly: SeededBug<typeof llist> = {
  finding: null,
  changes: 'A free does not arm the work if the work was running before the range was listed.',
  realistic:
    'A running work looks at the list again at its end and need not be armed, but only if it is ' +
    'asked after llist_add().',
  caughtBy: 'WRK-1',
  base: llist,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'looks-at-run-too-early',
    init(kernel, setup): Domain {
      return {
        ...llist.init(kernel, setup),
        work: new WatchedWork(kernel, 'deferred_free_work'),
      };
    },
    *dispose(d: Domain, object: Ptr, erased: boolean, at: string) {
      if (erased) {
        yield freeObjectMemory(d, object, `${at}: free the object`);
        return;
      }
      const runs: boolean = yield step(`${at}: work_busy`, () => d.work.isRunning());
      yield* this.defer(d, object, at);
      if (runs) return;
      yield step(`${at}: schedule_delayed_work`, () => this.arm(d));
    },
  },
};
