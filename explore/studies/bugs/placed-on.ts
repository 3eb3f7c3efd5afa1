import type { SeededBug } from '../../../impl/bugs/seeded-bug.ts';
import type { Design } from '../../../impl/designs/design.ts';

/** Fields of a design that are no function that a bug may replace. */
const NO_FUNCTION: ReadonlySet<string> = new Set(['name', 'traits', 'policy', 'batchEntries']);

/**
 * The bug, put onto another design: that design, with the functions that the bug replaces; null: it
 * has no functions of these names. If the design is the bug's own base, it is the bug itself. The
 * result may throw, since the functions were written for another domain.
 */
export function placedOn({ base, design }: SeededBug, other: Design): Design | null {
  if (base.name === other.name) return design;
  const names = Object.keys(design).filter((name) => {
    const key = name as keyof Design;
    return !NO_FUNCTION.has(name) && design[key] !== base[key];
  });
  if (names.length === 0 || names.includes('init')) return null;
  if (!names.every((name) => name in other)) return null;
  const replaced = names.map((name) => [name, design[name as keyof Design]]);
  return { ...other, name: design.name, ...Object.fromEntries(replaced) } as Design;
}
