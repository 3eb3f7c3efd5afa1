import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const popsWithoutTaking: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An allocation returns a cached page that stays in the magazine.',
  realistic:
    'The size of the magazine is to be lowered by whoever reads it: `size - 1` in place ' +
    'of `--size`.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=1,refusals=0',
  design: {
    ...hardened,
    name: 'pops-without-taking',
    pop(d, cache, threshold) {
      const { loaded, prev } = cache.get();
      const pfn = hardened.pop.call(this, d, cache, threshold);
      cache.set(loaded, prev);
      return pfn;
    },
  },
};
