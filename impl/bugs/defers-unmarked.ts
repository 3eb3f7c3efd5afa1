import { FRESH, keep } from '../designs/backlog.ts';
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
  scope: 'refusals=2',
  design: {
    ...refusableMarks,
    name: 'defers-unmarked',
    mark(d, object, at) {
      const marking = refusableMarks.mark.call(this, d, object, at);
      const apply = (): void => {
        const range = rangeOf(d, object);
        const { call, memory, place } = d.kernel;
        const { refused } = memory;
        marking.apply();
        if (memory.refused === refused) return;
        const waiting = d.deferred.get() ?? { ...FRESH, lo: range.lo, count: 0 };
        keep(d, { ...waiting, lo: Math.min(waiting.lo, range.lo), count: waiting.count + 1 });
        d.kernel.emit({ kind: 'deferred', range, call, at: place });
        d.work.schedule(d.retry.policy.startJiffies);
      };
      return { ...marking, apply };
    },
  },
};
