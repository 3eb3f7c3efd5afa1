import { rangeOf } from '../designs/design.ts';
import { refusableMarks } from './parts/refusable-marks.ts';
import type { SeededBug } from './seeded-bug.ts';

export const defersUnmarked: SeededBug<typeof refusableMarks> = {
  finding: 'F25',
  changes:
    'A range that could not be marked is counted as deferred, and the window is widened over it.',
  realistic:
    'Raised by Raj, 25 June 2026: window and count are written first, and not set back on failure.',
  caughtBy: 'WIN-1',
  base: refusableMarks,
  scope: 'cpus=1,reserve=off,teardown=off',
  design: {
    ...refusableMarks,
    name: 'defers-unmarked',
    markRefused(d, object) {
      refusableMarks.markRefused(d, object);
      this.defer(d, rangeOf(d, object));
      this.arm(d);
    },
  },
};
