import { refused } from '../designs/design.ts';
import { PLACE } from '../designs/domain.ts';
import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { WatchedWork } from './parts/watched-work.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends HardenedDomain {
  readonly work: WatchedWork;
}

export const leavesToRunningWork: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An allocation that finds no room does not drain while the work is running.',
  realistic:
    'Two drains of the same markers look like one too many, but the work may not yet have begun ' +
    'its own.',
  caughtBy: 'AVL-2',
  base: hardened,
  scope: 'cpus=1,calls=3,pages=3,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'leaves-to-running-work',
    init(kernel, setup): Domain {
      return {
        ...hardened.init(kernel, setup),
        work: new WatchedWork(kernel, 'deferred_free_work'),
      };
    },
    place(d: Domain, request, object, drained) {
      const outcome = hardened.place.call(this, d, request, object, drained);
      if (outcome !== null || !d.work.isRunning()) return outcome;
      return refused(`${PLACE}: search failed, the work runs`);
    },
  },
};
