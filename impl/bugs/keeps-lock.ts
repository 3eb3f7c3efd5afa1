import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import type { SeededBug } from './seeded-bug.ts';

export const keepsLock: SeededBug<typeof llist> = {
  finding: null,
  changes: 'The work returns with the lock held, so the teardown waits for it for ever.',
  realistic:
    'A work that is to look first whether there is anything to do returns early, without the ' +
    'unlock.',
  caughtBy: 'LIV-2',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...llist,
    name: 'keeps-lock',
    *work(d) {
      yield d.lock.lockIrqsave('iova_deferred_free_work: lock');
      return DONE;
    },
    *put(d) {
      yield step('put_iova_domain: llist_empty', () => d.deferredFrees.empty());
      yield d.lock.lockIrqsave('put_iova_domain: lock');
      return yield* llist.put.call(this, d);
    },
  },
};
