import type { RangeCaches } from '../../impl/caches/range-caches.ts';
import { SIZE_CLASSES } from '../../model/size-class.ts';

/** The caches of the kernel. */
export const KERNEL_CACHES = { capacity: 127, orders: SIZE_CLASSES };

/** What lies in the caches, as a dump of a recording has it. */
export function dumpCaches(caches: RangeCaches): readonly unknown[] {
  return caches.depots.map((depot) => {
    const { order, work } = depot;
    const cpus = Array.from({ length: caches.cpus }, (_, cpu) => caches.of(order, cpu).shown);
    return {
      order,
      depot_size: depot.shown.length,
      due: work.pending === 'no' ? null : work.dueJiffies,
      depot: depot.shown,
      cpus: cpus.map(({ loaded, prev }) => ({ loaded, prev })),
    };
  });
}

/** What is still allocated of the caches; nothing if there were none. */
export function leftOfCaches(caches: RangeCaches | null): Readonly<Record<string, number>> {
  const { magazine, kmalloc, percpu } = caches?.memory.counts ?? NOTHING;
  return { magazine, kmalloc, percpu };
}

const NOTHING = { magazine: 0, kmalloc: 0, percpu: 0 };
