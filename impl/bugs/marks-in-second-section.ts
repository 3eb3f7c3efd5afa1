import { hardened } from '../designs/hardened.ts';
import { asking } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const marksInSecondSection: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'After a refused erase the lock is dropped and taken again before the range is marked.',
  realistic:
    'Marking is a function that takes the lock itself, and a second free of the range can come ' +
    'in between.',
  caughtBy: 'MEM-1',
  base: hardened,
  scope: 'calls=3,pages=2,refusals=1,callers=careless,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'marks-in-second-section',
    *remove(d, object, at) {
      const erased: boolean = yield asking(`${at}: remove_iova`, () => this.erase(d, object));
      if (erased) return;
      yield d.lock.unlock(`${at}: unlock`);
      yield d.lock.lockIrqsave(`${at}: lock`);
      yield this.mark(d, object, at);
    },
  },
};
