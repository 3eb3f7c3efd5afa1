import { marker } from '../designs/marker.ts';
import { afterStep } from './parts/after-step.ts';
import type { SeededBug } from './seeded-bug.ts';

export const windowEndsBefore: SeededBug<typeof marker> = {
  finding: null,
  changes: 'The window ends before the last page of the highest marker.',
  realistic:
    'The upper end is written as exclusive, but the drain and the reports read it as inclusive.',
  caughtBy: 'WIN-1',
  base: marker,
  scope: 'refusals=1',
  design: {
    ...marker,
    name: 'window-ends-before',
    mark(d, object, range, at) {
      return afterStep(marker.mark.call(this, d, object, range, at), `${at}: mark in place`, () => {
        const window = d.deferred.get();
        if (window?.hi !== range.hi) return;
        const span = { lo: window.lo, hi: window.hi - 1 };
        d.deferred.set(span);
        d.kernel.emit({ kind: 'window', span });
      });
    },
  },
};
