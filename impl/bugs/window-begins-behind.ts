import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const windowBeginsBehind: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The window begins one page above the start of the lowest marker.',
  realistic: 'The lower end is inclusive, but is written as if it were exclusive.',
  caughtBy: 'WIN-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'window-begins-behind',
    backlogWith(d, marked) {
      const backlog = hardened.backlogWith(d, marked);
      return backlog.lo === marked.lo ? { ...backlog, lo: backlog.lo + 1 } : backlog;
    },
  },
};
