import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trimLeaksMagazine: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The work of a depot gives the ranges of a magazine back, but not its memory.',
  realistic: 'In a flush of a CPU the magazine stays in use, and here it does not.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,magazine=1,stock=4,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'trim-leaks-magazine',
    trim(d, order) {
      return stepsChanged(hardened.trim.call(this, d, order), (own) =>
        own.at === 'iova_depot_work_func: schedule_delayed_work'
          ? step(own.at, () => this.armTrim(d, cachesOf(d).depot(order)))
          : own,
      );
    },
  },
};
