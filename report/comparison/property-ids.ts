import type { Callers } from '../../port/caller-kinds.ts';
import type { ComparedProperty } from '../../explore/checking/comparison.ts';

/** "WRK-1, OWN-3 (careless callers)": where well-behaved callers are among them, none are named. */
export function propertyIds(properties: readonly ComparedProperty[]): string {
  const byId = new Map<string, Callers[]>();
  for (const { property, callers } of properties) {
    byId.set(property.id, [...(byId.get(property.id) ?? []), callers]);
  }
  const words = [...byId].map(([id, callers]) =>
    callers.includes('well-behaved') ? id : `${id} (${callers.join(' and ')} callers)`,
  );
  return words.join(', ');
}
