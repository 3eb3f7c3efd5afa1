import { keepBacklog } from '../designs/backlog.ts';
import { rangeOf } from '../designs/design.ts';
import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const marksNothing: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'After a refused erase the backlog is counted and the work armed, but the range is not marked.',
  realistic:
    'The count notes that something waits, but the marker, which notes what, is forgotten.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'marks-nothing',
    mark(d, object, at) {
      return step(`${at}: mark in place`, () => {
        const range = rangeOf(d, object);
        const { call, place } = d.kernel;
        keepBacklog(d, { lo: range.lo, count: 1, told: false, tries: 0 });
        d.kernel.emit({ kind: 'deferred', range, call, at: place });
        this.arm(d);
      });
    },
  },
};
