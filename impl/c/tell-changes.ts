import type { Range } from '../../model/range.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** What is left of the range without the others, ascending. */
function without(range: Range, others: readonly Range[]): readonly Range[] {
  let left: readonly Range[] = [range];
  for (const { lo, hi } of others) {
    left = left.flatMap((part) => {
      if (hi < part.lo || lo > part.hi) return [part];
      const below = lo > part.lo ? [{ lo: part.lo, hi: lo - 1 }] : [];
      const above = hi < part.hi ? [{ lo: hi + 1, hi: part.hi }] : [];
      return [...below, ...above];
    });
  }
  return left;
}

/**
 * Emits what has become of the tree: a range that it did not have is stored, and pages that it has
 * no more are erased.
 */
export function tellChanges(
  kernel: Kernel,
  before: readonly Range[],
  after: readonly Range[],
): void {
  const { call } = kernel;
  const erased = before.flatMap((range) => without(range, after));
  const stored = after.filter(
    ({ lo, hi }) => !before.some((range) => range.lo === lo && range.hi === hi),
  );
  for (const range of erased) kernel.emit({ kind: 'erased', range, call });
  for (const range of stored) kernel.emit({ kind: 'stored', range, call });
}
