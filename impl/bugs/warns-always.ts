import { rangeOf } from '../designs/design.ts';
import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const warnsAlways: SeededBug<typeof llist> = {
  finding: null,
  changes: 'Every refused erase of a range, the first and each retry, writes a log line.',
  realistic: 'It is the obvious answer to Raj, 20 June 2026, who misses the cause in the log.',
  caughtBy: 'OBS-1',
  base: llist,
  scope: 'cpus=1,refusals=3,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'warns-always',
    *defer(d, object, at) {
      yield step(`${at}: warn`, () => {
        const { lo } = rangeOf(d, object);
        d.kernel.log.warn(`iova: the range at ${lo} is not erased yet`);
      });
      yield* llist.defer.call(this, d, object, at);
    },
  },
};
