import type { Fact } from '../../model/fact.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Spinlock } from '../kernel/spinlock.ts';

/** Reports a visit if the context holds `lock`; without the lock it keeps no other one waiting. */
export function tellVisit(
  kernel: Kernel,
  lock: Spinlock,
  visit: Omit<Extract<Fact, { kind: 'visited' }>, 'kind' | 'on'>,
): void {
  const by = kernel.current;
  if (by === null || !lock.heldBy(by)) return;
  kernel.emit({ kind: 'visited', on: by.id, ...visit });
}
