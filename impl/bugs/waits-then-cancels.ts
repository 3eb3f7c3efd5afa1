import { llist } from '../designs/llist.ts';
import type { LlistDomain } from '../designs/llist-design.ts';
import { DelayedWork } from '../kernel/delayed-work.ts';
import { type Coroutine, step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Its halves are in the wrong order. */
class Hasty extends DelayedWork {
  override *cancelSync(at: string): Coroutine<boolean> {
    yield {
      at: `${at}: wait for the running work`,
      asks: false,
      enabled: () => !this.running,
      apply: () => undefined,
    };
    return yield step(`${at}: cancel_delayed_work_sync`, () => this.cancel());
  }
}

export const waitsThenCancels: SeededBug<typeof llist> = {
  finding: null,
  changes: 'The teardown first waits for the running work and then cancels the pending one.',
  realistic:
    '`flush_delayed_work()` and then `cancel_delayed_work()`, each of which looks right alone.',
  caughtBy: 'MEM-1',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...llist,
    name: 'waits-then-cancels',
    init(kernel, setup): LlistDomain {
      return { ...llist.init(kernel, setup), work: new Hasty(kernel, 'deferred_free_work') };
    },
  },
};
