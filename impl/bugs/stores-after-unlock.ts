import type { Range } from '../../model/range.ts';
import { granted, refused } from '../designs/design.ts';
import { PLACE } from '../designs/domain.ts';
import { hardened } from '../designs/hardened.ts';
import { storeRange } from '../designs/maple.ts';
import { asking, step } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { SeededBug } from './seeded-bug.ts';

export const storesAfterUnlock: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'An allocation that has drained finds a gap, drops the lock, and stores into that gap ' +
    'without looking again.',
  realistic:
    'A drain may take long, so others are let in before the store; the usual path has no such ' +
    'break.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,irqs=1,calls=4,pages=3,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'stores-after-unlock',
    *drainAndPlace(d, request, object) {
      const batch = yield* this.drain(d, PLACE, 0);
      const found: Range | null = yield step(`${PLACE}: search`, () => this.search(d, request));
      yield d.lock.unlock(`${PLACE}: unlock`);
      yield d.lock.lockIrqsave(`${PLACE}: lock`);
      const outcome: Outcome | null = yield asking(`${PLACE}: search and store`, () => {
        if (found === null) return this.place(d, request, object, { ...batch, end: 'refused' });
        const stored = storeRange(d, found, object);
        return stored ? granted(found) : refused(`${PLACE}: store refused`);
      });
      return outcome;
    },
  },
};
