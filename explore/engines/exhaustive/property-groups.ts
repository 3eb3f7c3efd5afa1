import type { Property } from '../../../model/property.ts';

/**
 * Groups properties by the facts that they read; each group is searched at once. One group has the
 * properties to which the order of facts makes no difference (`alone`). Then there is a group for
 * each largest set of kinds of facts: the properties that read no other kinds. If a search
 * distinguishes the order of more facts than a property reads, it only visits more runs than that
 * property needs.
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
 * Whether the exhaustive engine can judge the property. It cannot judge hangs, which need states to
 * be compared, nor timed properties: no time passes where timers may fire at any moment.
 */
export function isJudgedByRuns(property: Property): boolean {
  return !property.timed && !property.reads.includes('looped');
}

/** Whether `one` reads all that `other` reads. */
function readsAll(one: Property, other: Property): boolean {
  return other.reads.every((kind) => one.reads.includes(kind));
}
