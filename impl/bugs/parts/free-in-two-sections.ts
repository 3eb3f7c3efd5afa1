import type { Pfn } from '../../../model/range.ts';
import type { hardened } from '../../designs/hardened.ts';
import type { HardenedDomain } from '../../designs/hardened-design.ts';
import { MARKER } from '../../designs/maple.ts';
import { type Coroutine, step } from '../../kernel/effect.ts';
import { DONE, type Outcome } from '../../kernel/routine.ts';
import type { Ptr } from '../../kernel/slab.ts';

/**
 * A free that looks up its range in one critical section and removes it in the next; it does not
 * arm the work if `othersArm` was true in the first.
 */
export function* freeInTwoSections(
  steps: typeof hardened,
  d: HardenedDomain,
  pfn: Pfn,
  othersArm: () => boolean,
): Coroutine<Outcome> {
  yield d.lock.lockIrqsave('free_iova: lock');
  const found: readonly [Ptr, boolean] | null = yield step('free_iova: look up', () => {
    const value = d.tree.find(pfn)?.value ?? MARKER;
    return value === MARKER ? null : [value, othersArm()];
  });
  yield d.lock.unlock('free_iova: unlock');
  if (found === null) return DONE;
  const [object, leaves] = found;
  yield d.lock.lockIrqsave('free_iova: lock again');
  const removing = leaves ? { ...steps, arm: () => undefined } : steps;
  yield* removing.remove(d, object, 'free_iova');
  yield d.lock.unlock('free_iova: unlock');
  return DONE;
}
