import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trimsByPossibleCpus: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A depot is large if it has more magazines than there are possible CPUs.',
  realistic: 'num_possible_cpus() in place of num_online_cpus(): the same on most machines.',
  caughtBy: 'CCH-2',
  base: hardened,
  scope:
    'cpus=2,requests=cached,hotplug=on,reserve=off,teardown=off,refusals=0,magazine=1,' +
    'pages=6,stock=3,calls=3',
  design: {
    ...hardened,
    name: 'trims-by-possible-cpus',
    isDepotLarge: (d, depot) => depot.size > cachesOf(d).cpus,
  },
};
