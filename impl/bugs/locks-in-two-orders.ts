import { hardened, type HardenedDomain } from '../designs/hardened.ts';
import { DONE } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { asking } from '../kernel/effect.ts';
import { BitLock } from './parts/bit-lock.ts';
import type { SeededBug } from './seeded-bug.ts';

const WORK = 'iova_deferred_free_work';

interface Domain extends HardenedDomain {
  /** Of what is deferred. */
  readonly backlogLock: BitLock;
}

export const locksInTwoOrders: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'What is deferred has a bit of its own as lock: a free that marks takes it inside of ' +
    '`iova_lock`, the work around it.',
  realistic:
    'A small lock for a small thing, and lockdep does not see bit_spin_lock(). Only a refused ' +
    'erase while the work begins locks up.',
  caughtBy: 'LIV-2',
  base: hardened,
  scope: 'calls=4,pages=2,refusals=2',
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
