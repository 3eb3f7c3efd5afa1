import type { Design } from '../designs/design.ts';
import type { Setting } from '../../port/setting.ts';
import { complete } from './complete.ts';
import type { Machine } from './machine.ts';
import type { Pfn, Range } from '../../model/range.ts';

/** What the shared state of a machine holds with the fillers in place, and their ranges. */
interface Filled {
  readonly saved: readonly unknown[];
  readonly ranges: readonly Range[];
}

/**
 * A cache by design and by all that decides what is saved, since to reserve fillers takes longer
 * than most runs. The memory of compiled C holds the bounds of the space as well.
 */
const known = new WeakMap<Design, Map<string, Filled>>();

/**
 * Reserves each page of the fillers by itself, by the design's own steps and with memory granted,
 * in a machine in which nothing has happened yet. Returns the reserved ranges, ascending. Cached.
 */
export function reserveFillers(
  machine: Machine,
  design: Design,
  { fillers, space, granule, treeMemory }: Setting,
): readonly Range[] {
  if (fillers === null) return [];
  const { shared } = machine.kernel;
  const byPlace = known.get(design) ?? new Map<string, Filled>();
  known.set(design, byPlace);
  const place = JSON.stringify([fillers, space, granule, treeMemory]);
  const before = byPlace.get(place);
  if (before !== undefined) {
    for (const [at, part] of shared.entries()) part.restore(before.saved[at]);
    for (const part of shared) part.begin();
    return before.ranges;
  }
  const ranges: Range[] = [];
  for (let pfn: Pfn = fillers.lo; pfn <= fillers.hi; pfn += 1) {
    reserveFirst(machine, design, pfn);
    ranges.push({ lo: pfn, hi: pfn });
  }
  byPlace.set(place, { saved: shared.map((part) => part.save()), ranges });
  for (const part of shared) part.begin();
  return ranges;
}

/**
 * Makes a whole `reserve_iova()` of one page, as no call, before the run begins.
 * @throws Error if the design refuses it
 */
export function reserveFirst(machine: Machine, design: Design, pfn: Pfn): void {
  const outcome = complete(machine, design.reserve(machine.domain, pfn, pfn));
  if (outcome.kind === 'refused') throw new Error(`page ${pfn} is refused: ${outcome.because}`);
}
