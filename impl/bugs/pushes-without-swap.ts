import { llist } from '../designs/llist.ts';
import type { LlistDomain } from '../designs/llist-design.ts';
import { type Coroutine, step } from '../kernel/effect.ts';
import { Llist } from '../kernel/llist.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Its push is a read and a write. */
class Racy extends Llist {
  override *add(node: Ptr, at: string, added: () => void): Coroutine<boolean> {
    const first: Ptr = yield step(`${at}: llist_add reads the head`, () => {
      this.looked();
      return this.first;
    });
    yield step(`${at}: llist_add`, () => {
      // Whatever came or went in between is overwritten.
      this.changed();
      this.first = first;
      const push = super.add(node, at, added);
      let now = push.next();
      while (now.done !== true) now = push.next(now.value.apply());
    });
    return first === 0;
  }
}

export const pushesWithoutSwap: SeededBug<typeof llist> = {
  finding: null,
  changes: 'A range is pushed on the list by a read and a write instead of a compare-and-swap.',
  realistic: 'The list once had a lock, and what is pushed between the read and the write is lost.',
  caughtBy: 'WRK-1',
  base: llist,
  scope: 'cpus=1,calls=4,pages=2,refusals=3,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'pushes-without-swap',
    init(kernel, setup): LlistDomain {
      const d = llist.init(kernel, setup);
      return { ...d, deferredFrees: new Racy(kernel, d.objects) };
    },
  },
};
