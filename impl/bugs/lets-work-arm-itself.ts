import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { DelayedWork } from '../kernel/delayed-work.ts';
import { type Coroutine, step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Whoever cancels it and waits does not keep it from being queued meanwhile. */
class Requeued extends DelayedWork {
  override *cancelSync(at: string): Coroutine<boolean> {
    const wasPending: boolean = yield step(`${at}: cancel_delayed_work_sync`, () => this.cancel());
    yield {
      at: `${at}: wait for the running work`,
      asks: false,
      enabled: () => !this.running,
      apply: () => this.looked(),
    };
    return wasPending;
  }
}

export const letsWorkArmItself: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'While the teardown waits for the running work, the work can arm itself again.',
  realistic: '`cancel_delayed_work()` and `flush_delayed_work()` for `cancel_delayed_work_sync()`.',
  caughtBy: 'TER-1',
  base: hardened,
  scope: 'cpus=1,reserve=off',
  design: {
    ...hardened,
    name: 'lets-work-arm-itself',
    init(kernel, setup): HardenedDomain {
      const work = new Requeued(kernel, 'deferred_free_work');
      return { ...hardened.init(kernel, setup), work };
    },
  },
};
