import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const cachesOnOfflineCpus: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A task that was on its way into the cache of a CPU puts its range there, though the ' +
    'CPU has gone offline.',
  realistic: 'The task has moved to another CPU since it asked which one it runs on.',
  caughtBy: 'CCH-1',
  base: hardened,
  scope: 'cpus=2,requests=cached,hotplug=on,reserve=off,teardown=off,refusals=0,magazine=1,calls=3',
  design: {
    ...hardened,
    name: 'caches-on-offline-cpus',
    takesIn: (d) => d.flushes?.any !== true,
  },
};
