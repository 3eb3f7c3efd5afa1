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

/** Both lists without the ranges with which both begin, or both end: large trees change little. */
function whereTheyDiffer(
  before: readonly Range[],
  after: readonly Range[],
): readonly [readonly Range[], readonly Range[]] {
  const same = (a: Range | undefined, b: Range | undefined): boolean =>
    a !== undefined && a.lo === b?.lo && a.hi === b.hi;
  let head = 0;
  while (same(before[head], after[head])) head += 1;
  let tail = 0;
  const rest = Math.min(before.length, after.length) - head;
  while (tail < rest && same(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  return [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
}

/**
 * Emits what has become of the tree: a range that it did not have is stored, and pages that it has
 * no more are erased. Both lists ascend.
 */
export function tellChanges(
  kernel: Kernel,
  before: readonly Range[],
  after: readonly Range[],
): void {
  const { call } = kernel;
  const [old, fresh] = whereTheyDiffer(before, after);
  const stored = fresh.filter(({ lo, hi }) => !old.some((was) => was.lo === lo && was.hi === hi));
  for (const range of old.flatMap((was) => without(was, fresh))) {
    kernel.emit({ kind: 'erased', range, call });
  }
  for (const range of stored) kernel.emit({ kind: 'stored', range, call });
}
