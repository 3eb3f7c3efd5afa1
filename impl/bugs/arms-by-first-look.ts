import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { freeInTwoSections } from './parts/free-in-two-sections.ts';
import { WatchedWork } from './parts/watched-work.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends HardenedDomain {
  readonly work: WatchedWork;
}

export const armsByFirstLook: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A free removes its range in a second critical section, but has asked in the first one ' +
    'whether the work runs and so need not be armed.',
  realistic:
    '"It runs, so it will see this" was true until the critical section was cut in two; the ' +
    'work can end in between.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'arms-by-first-look',
    init(kernel, setup): Domain {
      return {
        ...hardened.init(kernel, setup),
        work: new WatchedWork(kernel, 'deferred_free_work'),
      };
    },
    free(d: Domain, pfn: Pfn) {
      return freeInTwoSections(this, d, pfn, () => d.work.isRunning());
    },
  },
};
