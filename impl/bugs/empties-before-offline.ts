import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { DONE } from '../kernel/routine.ts';
import type { SeededBug } from './seeded-bug.ts';

export const emptiesBeforeOffline: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A CPU empties its caches and goes offline then.',
  realistic: 'While it is online it can still take its locks, so that seems to be the safe order.',
  caughtBy: 'CCH-1',
  base: hardened,
  scope: 'cpus=2,requests=cached,hotplug=on,reserve=off,teardown=off,refusals=0,magazine=1,calls=3',
  design: {
    ...hardened,
    name: 'empties-before-offline',
    *offline(d, cpu) {
      yield* this.freeCpuCaches(d, cpu);
      yield cachesOf(d).online.takeDown(cpu, 'cpu_down: set_cpu_online');
      return DONE;
    },
  },
};
