import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const thresholdWithoutSize: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The first page of a cached range is compared with the limit, and not its last one.',
  realistic: 'For one page it is the same.',
  caughtBy: 'REQ-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=2,classes=2,refusals=0',
  design: {
    ...hardened,
    name: 'threshold-without-size',
    threshold: (limit) => limit,
  },
};
