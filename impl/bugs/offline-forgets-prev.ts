import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const offlineForgetsPrev: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A CPU that goes offline gives back its loaded magazine, but not the other one.',
  realistic: 'The second magazine is there for a burst of frees, and is empty most of the time.',
  caughtBy: 'CCH-1',
  base: hardened,
  scope:
    'cpus=2,requests=cached,hotplug=on,reserve=off,teardown=off,refusals=0,magazine=1,' +
    'calls=5,pages=2',
  design: {
    ...hardened,
    name: 'offline-forgets-prev',
    offline(d, cpu) {
      return stepsChanged(hardened.offline.call(this, d, cpu), (own) =>
        own.at === 'free_cpu_cached_iovas: prev' ? step(own.at, () => null) : own,
      );
    },
  },
};
