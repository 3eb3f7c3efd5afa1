import type { Range } from '../../../model/range.ts';
import type { MarkerDomain } from '../../designs/marker.ts';
import type { Coroutine } from '../../kernel/effect.ts';
import { stepsChanged } from './steps-changed.ts';

/** The marking of a range, but the window is then what `spanOf` makes of the one before. */
export function windowAfterMark(
  marking: Coroutine<void>,
  d: MarkerDomain,
  spanOf: (window: Range | null) => Range,
): Coroutine<void> {
  return stepsChanged(marking, (own) => {
    if (!own.at.endsWith(': mark in place')) return own;
    const apply = (): unknown => {
      const span = spanOf(d.deferred.get());
      const marked = own.apply();
      d.deferred.set(span);
      d.kernel.emit({ kind: 'window', span });
      return marked;
    };
    return { ...own, apply };
  });
}
