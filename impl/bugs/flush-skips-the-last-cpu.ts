import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushSkipsTheLastCpu: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A flush ends before the CPU with the highest number.',
  realistic: 'An index is compared with that of the last CPU, and not with the number of CPUs.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'cpus=2,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,calls=3,refusals=0',
  design: {
    ...hardened,
    name: 'flush-skips-the-last-cpu',
    *flush(d) {
      const { cpus } = cachesOf(d);
      for (let cpu = 0; cpu < cpus - 1; cpu += 1) yield* this.freeCpuCaches(d, cpu);
      yield* this.freeDepots(d);
    },
  },
};
