import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushStaysOnItsCpu: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A flush empties the caches of its own CPU only.',
  realistic: 'No lock of another CPU is taken, as on all other paths.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=2,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'calls=1,refusals=0',
  design: {
    ...hardened,
    name: 'flush-stays-on-its-cpu',
    *flush(d) {
      const cpu: number = yield step('alloc_iova_fast: which CPU', () => cachesOf(d).thisCpu);
      yield* this.freeCpuCaches(d, cpu);
      yield* this.freeDepots(d);
    },
  },
};
