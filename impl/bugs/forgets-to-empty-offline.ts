import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { DONE } from '../kernel/routine.ts';
import type { SeededBug } from './seeded-bug.ts';

export const forgetsToEmptyOffline: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A CPU that goes offline keeps what it caches until it comes back.',
  realistic: 'It will need the ranges again, and CPUs come back soon.',
  caughtBy: 'CCH-1',
  base: hardened,
  scope: 'cpus=2,requests=cached,hotplug=on,reserve=off,teardown=off,refusals=0,magazine=1,calls=3',
  design: {
    ...hardened,
    name: 'forgets-to-empty-offline',
    *offline(d, cpu) {
      yield cachesOf(d).online.takeDown(cpu, 'cpu_down: set_cpu_online');
      return DONE;
    },
  },
};
