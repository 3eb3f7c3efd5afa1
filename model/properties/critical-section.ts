import type { ContextId } from '../context-id.ts';
import type { Property } from '../property.ts';

/** Trees with fewer ranges are not judged, since nothing takes long there. */
export const MANY_RANGES = 1000;

/** Large enough for a magazine of 127 ranges, which is flushed in one critical section. */
const ENTRIES_MAX = 128;

/** An open critical section in which entries of a large tree were visited. */
interface Section {
  readonly on: ContextId;
  /** The number of entries visited, counted up to one more than the bound. */
  readonly entries: number;
}

/**
 * A lookup of an entry visits one entry, and so does a step over it. A search for a gap visits one
 * entry per level of the tree, and so does a store into the gap. So the bound leaves room for an
 * allocation, and for giving back a magazine.
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
        `${ruling.actor()} visits too much in one section`,
      );
    }
    const others = sections.filter((section) => section.on !== fact.on);
    return [...others, { on: fact.on, entries }];
  },
};
