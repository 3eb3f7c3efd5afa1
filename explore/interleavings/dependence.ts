import type { Event } from './event.ts';

/**
 * The complete dependence relation. Two steps of different processes depend on each other if one of
 * them changes what the other looks at or changes. The order of two independent steps makes no
 * difference to the state they lead to, nor to what either step does.
 *
 * What the judges hear is shared, too: the order of two facts may matter to a property that reads
 * facts of these kinds. So steps that report such facts depend on each other, as if each changed
 * one more shared object.
 *
 * A release of a lock always comes before the next step that takes the lock, and never after it.
 * That is `enables`.
 */
export type Order = 'independent' | 'dependent' | 'enables';

/** How `later` depends on `earlier`. The two steps are of different processes. */
export function orderOf(earlier: Event, later: Event): Order {
  const touched = later.changed | later.looked;
  if (((earlier.changed & (touched | later.released)) | (earlier.looked & later.changed)) !== 0) {
    return 'dependent';
  }
  return (earlier.released & touched) === 0 ? 'independent' : 'enables';
}

/** Whether two adjacent steps of different processes can be exchanged. */
export function areIndependent(one: Event, other: Event): boolean {
  return orderOf(one, other) === 'independent' && orderOf(other, one) === 'independent';
}
