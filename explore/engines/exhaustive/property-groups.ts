import type { Property } from '../../../model/property.ts';

/**
 * Properties by what they read, to be searched for together: those that judge each fact by itself,
 * for which the order of facts makes no difference; and for each largest set of facts that others
 * read, those that read no more than that. A search that keeps the order of more facts apart than a
 * property reads only visits more runs than that property needs.
 */
export function groupProperties(properties: readonly Property[]): readonly (readonly Property[])[] {
  const alone = properties.filter((property) => property.alone === true);
  const groups: Property[][] = alone.length === 0 ? [] : [alone];
  const ordered = properties.filter((property) => property.alone !== true);
  const largest = ordered.filter(
    (one, at) =>
      !ordered.some(
        (other, n) => n !== at && readsAll(other, one) && (n < at || !readsAll(one, other)),
      ),
  );
  const taken = new Set<Property>();
  for (const leader of largest) {
    const group = ordered.filter((other) => !taken.has(other) && readsAll(leader, other));
    for (const property of group) taken.add(property);
    groups.push(group);
  }
  return groups;
}

/**
 * Whether the order of a run's steps is all that the property needs to be judged: a hang is a
 * matter of states, and time does not pass where timers may fire at any moment.
 */
export function isJudgedByRuns(property: Property): boolean {
  return !property.timed && !property.reads.includes('looped');
}

/** Whether `one` reads all that `other` reads. */
function readsAll(one: Property, other: Property): boolean {
  return other.reads.every((kind) => one.reads.includes(kind));
}
