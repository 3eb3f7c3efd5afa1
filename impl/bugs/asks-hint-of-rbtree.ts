import { mainline } from '../designs/mainline.ts';
import type { Outcome } from '../kernel/routine.ts';
import { earlyHintTest } from './parts/early-hint-test.ts';
import type { SeededBug } from './seeded-bug.ts';

export const asksHintOfRbtree: SeededBug<typeof mainline> = {
  finding: 'F32',
  changes: 'The 32-bit hint is tested before the lock is taken.',
  realistic:
    'Howlett asks whether it could be, which would save taking the lock and allocating the object.',
  caughtBy: 'LCK-1',
  base: mainline,
  scope: 'cpus=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...mainline,
    name: 'asks-hint-of-rbtree',
    *alloc(d, request) {
      const early: Outcome | null = yield earlyHintTest(d, request);
      return early ?? (yield* mainline.alloc.call(this, d, request));
    },
  },
};
