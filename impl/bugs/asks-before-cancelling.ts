import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import { WatchedWork } from './parts/watched-work.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends HardenedDomain {
  readonly work: WatchedWork;
}

export const asksBeforeCancelling: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The teardown waits for the work only if it is running when asked, and otherwise just ' +
    'cancels it.',
  realistic:
    'Waiting looks expensive, but between the question and the cancel the timer can start the ' +
    'work.',
  caughtBy: 'TER-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...hardened,
    name: 'asks-before-cancelling',
    init(kernel, setup): Domain {
      return {
        ...hardened.init(kernel, setup),
        work: new WatchedWork(kernel, 'deferred_free_work'),
      };
    },
    *put(d: Domain) {
      const runs: boolean = yield step('put_iova_domain: work_busy', () => d.work.isRunning());
      if (runs) yield* d.work.cancelSync('put_iova_domain');
      else yield step('put_iova_domain: cancel_delayed_work', () => d.work.cancel());
      yield step('put_iova_domain: free every object of the tree', () => this.freeRanges(d));
      return DONE;
    },
  },
};
