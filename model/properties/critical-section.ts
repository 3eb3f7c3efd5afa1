import type { ContextId } from '../call.ts';
import type { Property } from '../property.ts';

/** Trees with fewer ranges are not judged: nothing there takes long. */
export const MANY_RANGES = 1000;

/** A magazine of 127 ranges is flushed in one critical section. */
const ENTRIES_MAX = 128;

/** A critical section in which entries of a large tree were looked at. */
interface Section {
  readonly on: ContextId;
  /** Up to one more than the bound. */
  readonly entries: number;
}

/**
 * Looking up an entry visits it, and so does stepping over it; a search for a gap, and a store into
 * one, visit as many as the tree has levels. So the bound leaves room for an allocation, and for
 * giving back a magazine.
 */
export const liv3: Property<readonly Section[]> = {
  id: 'LIV-3',
  sentence:
    `A critical section visits at most 2 x tree depth + ${ENTRIES_MAX} entries, also where there ` +
    `are ${MANY_RANGES} ranges and more.`,
  witness: `a critical section looked at a tree with ${MANY_RANGES} ranges or more`,
  source: 'the soft lockups that the series is about; a walk with interrupts off',
  reads: ['visited', 'unlocked'],
  alone: true,
  timed: false,
  appliesTo: () => true,
  initial: [],
  next(sections, fact, _ledger, ruling) {
    if (fact.kind === 'unlocked') {
      const isOpen = sections.some((section) => section.on === fact.on);
      return isOpen ? sections.filter((section) => section.on !== fact.on) : sections;
    }
    if (fact.kind !== 'visited' || fact.ranges < MANY_RANGES) return sections;
    const before = sections.find((section) => section.on === fact.on);
    if (before === undefined) ruling.witness();
    const most = 2 * fact.depth + ENTRIES_MAX;
    const seen = before?.entries ?? 0;
    const entries = Math.min(seen + fact.entries, most + 1);
    if (entries > most && seen <= most) {
      ruling.broken(
        `${seen + fact.entries} entries and more are visited in one critical section, of a tree ` +
          `with ${fact.ranges} ranges and ${fact.depth} levels: ${most} at most are allowed`,
      );
    }
    const others = sections.filter((section) => section.on !== fact.on);
    return [...others, { on: fact.on, entries }];
  },
};
