import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushForgetsPrev: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A flush empties the loaded magazine of each CPU, but not the other one.',
  realistic:
    'The allocation that flushes has looked into both, so both seem to be of no use to it.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=2,classes=2,stock=4,' +
    'calls=1,refusals=0',
  design: {
    ...hardened,
    name: 'flush-forgets-prev',
    flush(d) {
      return stepsChanged(hardened.flush.call(this, d), (own) =>
        own.at === 'free_cpu_cached_iovas: prev' ? step(own.at, () => null) : own,
      );
    },
  },
};
