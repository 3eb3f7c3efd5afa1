import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const teardownLeavesHotplugHook: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The teardown does not remove the hook for CPUs that go offline.',
  realistic: 'It was added to the set-up only.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,magazine=1,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'teardown-leaves-hotplug-hook',
    putCaches(d) {
      return this.freeCaches(d);
    },
  },
};
