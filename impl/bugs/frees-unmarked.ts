import { refusableMarks } from './parts/refusable-marks.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesUnmarked: SeededBug<typeof refusableMarks> = {
  finding: 'F25',
  changes: 'The object is freed even if its range could not be marked.',
  realistic: 'Raised by Raj, 25 June 2026: a step that is believed not to fail is not checked.',
  caughtBy: 'MEM-1',
  base: refusableMarks,
  scope: 'cpus=1,calls=3,callers=careless,reserve=off,teardown=off',
  design: {
    ...refusableMarks,
    name: 'frees-unmarked',
    markRefused(d, object) {
      refusableMarks.markRefused(d, object);
      d.objects.free(object);
    },
  },
};
