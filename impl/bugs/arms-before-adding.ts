import { freeObjectMemory } from '../designs/domain.ts';
import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const armsBeforeAdding: SeededBug<typeof llist> = {
  finding: null,
  changes: 'A free first arms the work, then puts its range on the list.',
  realistic: 'Two lines change places, and a work that runs between them finds nothing to do.',
  caughtBy: 'WRK-1',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'arms-before-adding',
    *dispose(d, object, erased, at) {
      if (erased) {
        yield freeObjectMemory(d, object, `${at}: free the object`);
        return;
      }
      yield step(`${at}: schedule_delayed_work`, () => this.arm(d));
      yield* this.defer(d, object, at);
    },
  },
};
