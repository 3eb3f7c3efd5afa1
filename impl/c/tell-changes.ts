import type { Range } from '../../model/range.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type CRange, isSame } from './c-range.ts';

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
 * Emits what has become of the tree: pages that it has no more are erased, an object that it did
 * not have is stored, and a range that is newly marked is deferred.
 * @param old what a step has changed, ascending; `fresh`: what is there instead
 * @param tellWindow emits the bounds of what is deferred, if they have changed
 */
export function tellChanges(
  kernel: Kernel,
  old: readonly CRange[],
  fresh: readonly CRange[],
  tellWindow: () => void,
): void {
  const { call } = kernel;
  for (const range of old.flatMap((was) => without(was, fresh))) {
    kernel.emit({ kind: 'erased', range, call });
  }
  tellWindow();
  const oldMarks = old.filter(({ marked }) => marked);
  for (const { marked, lo, hi } of fresh) {
    const range = { lo, hi };
    if (old.some((was) => isSame(was, { ...range, marked }))) continue;
    const wasThere = without(range, old).length === 0;
    if (!marked || !wasThere) kernel.emit({ kind: 'stored', range, call });
    // What is left of a mark was deferred before.
    if (!marked || without(range, oldMarks).length === 0) continue;
    kernel.emit({ kind: 'deferred', range, call, at: kernel.place });
  }
}
