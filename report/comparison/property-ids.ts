import type { ComparedProperty } from '../../explore/checking/comparison.ts';

/** "WRK-1, OWN-3 (careless callers)": well-behaved callers are not mentioned. */
export function propertyIds(properties: readonly ComparedProperty[]): string {
  const behaved = new Map<string, boolean>();
  for (const { property, callers } of properties) {
    behaved.set(property.id, behaved.get(property.id) === true || callers === 'well-behaved');
  }
  return [...behaved].map(([id, by]) => (by ? id : `${id} (careless callers)`)).join(', ');
}
