import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const offlineForgetsClasses: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A CPU that goes offline gives back what it caches of the first size class only.',
  realistic:
    'The loop over the classes is around the caller in one kernel, and inside the ' +
    'function in the next.',
  caughtBy: 'CCH-1',
  base: hardened,
  scope:
    'cpus=2,requests=cached,hotplug=on,reserve=off,teardown=off,refusals=0,magazine=1,' +
    'classes=2,calls=3',
  design: {
    ...hardened,
    name: 'offline-forgets-classes',
    offline(d, cpu) {
      let order = -1;
      return stepsChanged(hardened.offline.call(this, d, cpu), (own) => {
        if (own.at.endsWith(': lock the cache')) order += 1;
        const isMagazine = own.at.endsWith(': loaded') || own.at.endsWith(': prev');
        return order > 0 && isMagazine ? step(own.at, () => null) : own;
      });
    },
  },
};
