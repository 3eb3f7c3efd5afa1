import type { Range } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import { asking, step } from '../kernel/effect.ts';
import { eraseFirstMarker, firstMarker } from './parts/first-marker.ts';
import type { SeededBug } from './seeded-bug.ts';

const WORK = 'iova_deferred_free_work';

export const erasesWithoutSecondLook: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The work finds the first marker, drops the lock to get nodes, and then erases that range ' +
    'without looking again.',
  realistic:
    'GFP_KERNEL needs the lock dropped, but an allocation can drain meanwhile and be granted ' +
    'the range.',
  caughtBy: 'OWN-3',
  base: hardened,
  scope: 'cpus=1,calls=3,pages=3,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'erases-without-second-look',
    *drain(d, at, erased) {
      if (at !== WORK) return yield* hardened.drain.call(this, d, at, erased);
      const marker: Range | null = yield step(`${at}: look`, () => firstMarker(d));
      if (marker !== null) {
        yield d.lock.unlock(`${at}: unlock for memory`);
        yield d.lock.lockIrqsave(`${at}: lock again`);
        const erases: boolean = yield asking(`${at}: drain`, () => eraseFirstMarker(d, marker));
        if (!erases) return { visited: 1, erased, end: 'refused' };
      }
      return yield* hardened.drain.call(this, d, at, erased);
    },
  },
};
