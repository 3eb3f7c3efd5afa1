import { fastPath } from '../designs/fast-path.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const thresholdWraps: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The highest page that is handed out wraps where the size exceeds the limit.',
  realistic:
    'All published versions have it: the difference is unsigned, and its sign is not looked at.',
  caughtBy: 'REQ-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=0,refusals=0,' +
    'calls=3',
  design: { ...hardened, name: 'threshold-wraps', threshold: fastPath.threshold },
};
