import { hardened } from '../designs/hardened.ts';
import { asking } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushFreesRefusedObject: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A flush frees the object of a range whose erase was refused.',
  realistic: 'As long as an erase could not fail, the object was freed after it.',
  caughtBy: 'MEM-2',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,magazine=1,classes=2,stock=2,pages=2,refusals=1,calls=1',
  design: {
    ...hardened,
    name: 'flush-frees-refused-object',
    freeMagazine(d, pfns) {
      const freeing: typeof hardened = {
        ...this,
        *remove(domain, object, at) {
          yield asking(`${at}: remove_iova`, () => {
            if (!this.erase(domain, object)) domain.objects.free(object);
          });
        },
      };
      return hardened.freeMagazine.call(freeing, d, pfns);
    },
  },
};
