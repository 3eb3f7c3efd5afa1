import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { DelayedWork } from '../kernel/delayed-work.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Its cancel knows of the timer, not of the worklist. */
class HalfCancelled extends DelayedWork {
  override cancel(): boolean {
    this.looked();
    return this.pending === 'timer' ? super.cancel() : false;
  }
}

export const deletesTimerOnly: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The teardown deletes the timer of the work, but leaves a work whose timer has already ' +
    'queued it.',
  realistic:
    '`timer_delete_sync(&work.timer)` does not reach what the timer has put on the worklist.',
  caughtBy: 'TER-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...hardened,
    name: 'deletes-timer-only',
    init(kernel, setup): HardenedDomain {
      const work = new HalfCancelled(kernel, 'deferred_free_work');
      return { ...hardened.init(kernel, setup), work };
    },
  },
};
