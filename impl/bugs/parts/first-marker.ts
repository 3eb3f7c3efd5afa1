import type { Range } from '../../../model/range.ts';
import { keepBacklog } from '../../designs/backlog.ts';
import type { HardenedDomain } from '../../designs/hardened-design.ts';
import { MARKER } from '../../designs/maple.ts';

/** The lowest marker, for who lets go of the lock before its erase; null: there is none. */
export function firstMarker(d: HardenedDomain): Range | null {
  const waiting = d.deferred.get();
  for (let at = waiting && d.tree.next(waiting.lo); at !== null; at = d.tree.next(at.hi + 1)) {
    if (at.value === MARKER) return { lo: at.lo, hi: at.hi };
  }
  return null;
}

/** Erases what was the lowest marker, whatever is there by now; false: memory is refused. */
export function eraseFirstMarker(d: HardenedDomain, { lo, hi }: Range): boolean {
  if (!d.tree.erase(lo, hi)) return false;
  const waiting = d.deferred.get();
  if (waiting !== null) keepBacklog(d, { ...waiting, count: waiting.count - 1 });
  return true;
}
