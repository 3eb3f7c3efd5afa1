import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { twinSubject } from '../../../impl/twin/twin-subject.ts';
import { Unmeasurable } from './unmeasurable.ts';
import { findLasso, type SceneFindings } from '../../engines/lasso/find-lasso.ts';
import { scenes } from '../../engines/lasso/scene.ts';
import { knownBound } from '../../../model/properties/known-bound.ts';

/** Longer windows are not tried: if windows of this size can be missed, the result is Infinity. */
const WINDOW_MAX_JIFFIES = 100_000;

/**
 * The longest window of memory, in jiffies, that an adversary can have the retries miss for ever,
 * without further calls. It is exact: in windows that are one jiffy longer, every range is erased.
 * Infinity: memory can even be back for good. -1: no window is missed.
 * @throws Unmeasurable if a scene has too many states
 */
export function longestMissedJiffies(design: Design): Jiffies {
  const subject = twinSubject(design, []);
  const misses = (windowJiffies: number): boolean =>
    starvesIn(findLasso(subject, scenes(windowJiffies)[1], 'queued'));
  if (starvesIn(findLasso(subject, scenes(0)[0], 'queued'))) return Infinity;
  let missed = -1;
  let met = Math.max(1, knownBound(design.traits));
  while (misses(met)) {
    missed = met;
    met *= 2;
    if (met > WINDOW_MAX_JIFFIES) return Infinity;
  }
  while (met - missed > 1) {
    const middle = Math.floor((missed + met) / 2);
    if (misses(middle)) missed = middle;
    else met = middle;
  }
  return missed;
}

function starvesIn({ lasso, truncated }: SceneFindings): boolean {
  if (truncated) throw new Unmeasurable('a scene without an end of states');
  return lasso !== null;
}
