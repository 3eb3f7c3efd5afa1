import { keep } from '../designs/backlog.ts';
import { rangeOf } from '../designs/design.ts';
import { hardened } from '../designs/hardened.ts';
import { asking } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const windowBeginsBehind: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The window begins one page above the start of the lowest marker.',
  realistic: 'The lower end is inclusive, but is written as if it were exclusive.',
  caughtBy: 'WIN-1',
  base: hardened,
  scope: 'refusals=1',
  design: {
    ...hardened,
    name: 'window-begins-behind',
    mark(d, object, at) {
      const marks = hardened.mark.call(this, d, object, at);
      return asking(marks.at, () => {
        const { lo } = rangeOf(d, object);
        marks.apply();
        const waiting = d.deferred.get();
        if (waiting?.lo === lo) keep(d, { ...waiting, lo: lo + 1 });
      });
    },
  },
};
