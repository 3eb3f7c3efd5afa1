import type { Event } from './event.ts';

/**
 * The dependence relation, all of it. Two steps of different processes depend on each other if one
 * of them changes what the other looks at or changes; so the order of two that do not depend on
 * each other makes no difference to the state they lead to, nor to what either does.
 *
 * What judges hear is shared, too: the order of two facts of kinds that a property reads may make a
 * difference to it. So steps that tell such facts depend on each other, as if each changed one more
 * shared object.
 *
 * Giving a lock back is ordered before whoever takes it next, and cannot be after: `enables`.
 */
export type Order = 'independent' | 'dependent' | 'enables';

/** How `later` depends on `earlier`, of another process. */
export function orderOf(earlier: Event, later: Event): Order {
  const touched = later.changed | later.looked;
  if (((earlier.changed & (touched | later.released)) | (earlier.looked & later.changed)) !== 0) {
    return 'dependent';
  }
  return (earlier.released & touched) === 0 ? 'independent' : 'enables';
}

/** Whether the two steps, of different processes, can be exchanged where they follow each other. */
export function areIndependent(one: Event, other: Event): boolean {
  return orderOf(one, other) === 'independent' && orderOf(other, one) === 'independent';
}
