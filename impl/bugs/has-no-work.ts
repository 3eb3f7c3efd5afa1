import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const hasNoWork: SeededBug<typeof hardened> = {
  finding: 'F08',
  changes: 'There is no work: a deferred range waits for an allocation that finds no room.',
  realistic: 'As on 18 August 2026, where later calls are relied on to drain.',
  caughtBy: 'LIV-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off,timers=exact',
  design: {
    ...hardened,
    name: 'has-no-work',
    *remove(d, object, at) {
      yield* hardened.remove.call(this, d, object, at);
      yield step(`${at}: cancel_delayed_work`, () => d.work.cancel());
    },
  },
};
