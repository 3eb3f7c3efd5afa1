import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const listsAgainWhatWent: SeededBug<typeof llist> = {
  finding: null,
  changes: 'A free that has listed its range and then finds the list empty lists the range again.',
  realistic: 'A retry in case the push got lost, where the work may just have taken the list.',
  caughtBy: 'LST-1',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'lists-again-what-went',
    *dispose(d, object, erased, at) {
      yield* llist.dispose.call(this, d, object, erased, at);
      if (erased) return;
      const lost: boolean = yield step(`${at}: llist_empty`, () => d.deferredFrees.empty());
      if (lost) yield* this.defer(d, object, at);
    },
  },
};
