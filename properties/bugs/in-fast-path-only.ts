import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { hardenedPath } from '../../impl/designs/hardened-caches.ts';

/** What a bug may replace without any change where there are no caches. */
const PARTS: ReadonlySet<string> = new Set(['name', ...Object.keys(hardenedPath)]);

/** Whether the bug has replaced steps of the fast path alone: without caches it is its base. */
export function isInFastPathOnly({ base, design }: SeededBug): boolean {
  const before: Readonly<Record<string, unknown>> = { ...base };
  const after: Readonly<Record<string, unknown>> = { ...design };
  const replaced = Object.keys({ ...before, ...after }).filter((key) => before[key] !== after[key]);
  return replaced.every((key) => PARTS.has(key));
}
