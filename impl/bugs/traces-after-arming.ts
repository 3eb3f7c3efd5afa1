import { rangeOf } from '../designs/design.ts';
import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const tracesAfterArming: SeededBug<typeof llist> = {
  finding: null,
  changes: 'A free reads its object again after it has listed it and armed the work.',
  realistic:
    'A tracepoint stands at the end of the function, when the work may have freed the object.',
  caughtBy: 'MEM-1',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'traces-after-arming',
    *dispose(d, object, erased, at) {
      yield* llist.dispose.call(this, d, object, erased, at);
      if (!erased) yield step(`${at}: trace`, () => rangeOf(d, object));
    },
  },
};
