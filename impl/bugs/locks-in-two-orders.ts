import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { asking } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { BitLock } from './parts/bit-lock.ts';
import type { SeededBug } from './seeded-bug.ts';

const WORK = 'iova_deferred_free_work';

interface Domain extends HardenedDomain {
  /** Of the backlog. */
  readonly backlogLock: BitLock;
}

export const locksInTwoOrders: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The backlog has a bit lock of its own, which a free that marks takes inside `iova_lock`, ' +
    'and the work takes outside.',
  realistic:
    'lockdep does not see bit_spin_lock(), and the deadlock needs a refused erase just as the ' +
    'work begins.',
  caughtBy: 'LIV-2',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'locks-in-two-orders',
    init(kernel, setup): Domain {
      return { ...hardened.init(kernel, setup), backlogLock: new BitLock(kernel) };
    },
    *remove(d: Domain, object: Ptr, at: string) {
      const erased: boolean = yield asking(`${at}: remove_iova`, () => this.erase(d, object));
      if (erased) return;
      yield d.backlogLock.lock(`${at}: bit_spin_lock`);
      yield this.mark(d, object, at);
      yield d.backlogLock.unlock(`${at}: bit_spin_unlock`);
    },
    *work(d: Domain) {
      yield d.backlogLock.lock(`${WORK}: bit_spin_lock`);
      const run = hardened.work?.call(this, d);
      const outcome = run === undefined ? DONE : yield* run;
      yield d.backlogLock.unlock(`${WORK}: bit_spin_unlock`);
      return outcome;
    },
  },
};
