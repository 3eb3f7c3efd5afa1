import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const thresholdOneMore: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A cached range may end one page above the limit.',
  realistic:
    '`limit_pfn` is the last page of the request here, and the first one behind it elsewhere.',
  caughtBy: 'REQ-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=2,stock=2,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'threshold-one-more',
    threshold: (limit, sizePages) => hardened.threshold(limit, sizePages) + 1,
  },
};
