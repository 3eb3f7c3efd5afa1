import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushPassedBy: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The magazine of a depot becomes that of a CPU while a flush is in progress.',
  realistic: 'The flush may have passed by that CPU: the published designs have this gap.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=2,requests=cached,reserve=off,teardown=off,magazine=2,classes=2,stock=6,' +
    'pages=6,refusals=0',
  design: {
    ...hardened,
    name: 'flush-passed-by',
    takesIn: (d, { cpu }) => cachesOf(d).online.has(cpu),
  },
};
