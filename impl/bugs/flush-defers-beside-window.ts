import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushDefersBesideWindow: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A range that a flush defers does not widen the window in which the work looks.',
  realistic: 'The marker is stored by a copy of the code of free_iova().',
  caughtBy: 'WIN-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=2,classes=2,stock=2,' +
    'pages=2,refusals=2,calls=1',
  design: {
    ...hardened,
    name: 'flush-defers-beside-window',
    freeMagazine(d, pfns) {
      const narrow: typeof hardened = {
        ...this,
        backlogWith: (domain, range) => domain.deferred.get() ?? this.backlogWith(domain, range),
      };
      return hardened.freeMagazine.call(narrow, d, pfns);
    },
  },
};
