import { llist } from '../designs/llist.ts';
import type { LlistDomain } from '../designs/llist-design.ts';
import { type Coroutine, step } from '../kernel/effect.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Llist } from '../kernel/llist.ts';
import type { Ptr, Slab } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

/** A node is on it before it says which is next. */
class LinkedLate extends Llist {
  readonly #objects: Slab;

  constructor(kernel: Kernel, objects: Slab) {
    super(kernel, objects);
    this.#objects = objects;
  }

  override *add(node: Ptr, at: string, added: () => void): Coroutine<boolean> {
    const first: Ptr = yield step(`${at}: llist_add`, () => {
      this.looked();
      this.changed();
      const before = this.first;
      this.first = node;
      this.#objects.setLinked(node, true);
      this.kernel.emit({ kind: 'listed', object: node });
      added();
      return before;
    });
    yield step(`${at}: llist_add links`, () => this.#objects.write(node, 'next', first));
    return first === 0;
  }
}

export const linksAfterSwap: SeededBug<typeof llist> = {
  finding: null,
  changes: 'A node becomes the head of the list before its next pointer is set.',
  realistic:
    '`node->next = xchg(&head->first, node)` saves the loop, but belongs to another kind of queue.',
  caughtBy: 'MEM-1',
  base: llist,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'links-after-swap',
    init(kernel, setup): LlistDomain {
      const d = llist.init(kernel, setup);
      return { ...d, deferredFrees: new LinkedLate(kernel, d.objects) };
    },
  },
};
