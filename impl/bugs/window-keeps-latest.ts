import { marker } from '../designs/marker.ts';
import type { SeededBug } from './seeded-bug.ts';

export const windowKeepsLatest: SeededBug<typeof marker> = {
  finding: 'F24',
  changes: 'The window covers only the latest marker.',
  realistic: 'Gunthorpe, 19 June 2026: the bounds have to be widened, not overwritten.',
  caughtBy: 'WIN-1',
  base: marker,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...marker,
    name: 'window-keeps-latest',
    windowWith: (_d, marked) => marked,
  },
};
