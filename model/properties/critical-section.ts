import type { ContextId } from '../context-id.ts';
import type { Ledger } from '../ledger.ts';
import type { OpenCall } from '../holdings.ts';
import type { Property, Traits } from '../property.ts';
import { openHistory } from '../history.ts';
import { hasRole } from '../role.ts';
import { ALL, hadNoRoom } from './availability.ts';

/** Trees with fewer ranges are not judged, since nothing takes long there. */
export const MANY_RANGES = 1000;

/** Large enough for a magazine of 127 ranges, which is flushed in one critical section. */
const ENTRIES_MAX = 128;

/** The most entries that one critical section may visit, in a tree with so many levels. */
function mostIn(depth: number): number {
  return 2 * depth + ENTRIES_MAX;
}

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
    const most = mostIn(fact.depth);
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

/** What a call in progress has visited of a large tree. */
interface Visits {
  readonly on: ContextId;
  /**
   * Entries in the open critical section, and in all since the call was invoked; each counted up to
   * one more than its bound.
   */
  readonly section: number;
  readonly total: number;
  /** One section alone visited too much: that is for LIV-3 to say. */
  readonly isLong: boolean;
}

/** All critical sections of a call may visit as much as so many of them. */
const SECTIONS_MAX = 2;

function visited(before: Visits, entries: number, depth: number, counts: boolean): Visits {
  const most = mostIn(depth);
  const section = Math.min(before.section + entries, most + 1);
  const total = Math.min(before.total + (counts ? entries : 0), SECTIONS_MAX * most + 1);
  return { on: before.on, section, total, isLong: before.isLong || section > most };
}

/** Whether the call is an allocation that has no room now, deferred pages counted as busy. */
function hasNoRoom({ call, what }: OpenCall, ledger: Ledger, traits: Traits): boolean {
  if (!hasRole(what, 'takes')) return false;
  return hadNoRoom(openHistory(call, what, ledger), traits, ledger, ALL);
}

/**
 * Not counted is what has to look at every range: a teardown, and an allocation as long as it finds
 * no room, since it looks for what is deferred. Nor is the work: it runs with interrupts on, in
 * process context.
 */
export const liv5: Property<readonly Visits[]> = {
  id: 'LIV-5',
  sentence:
    `A call visits at most ${SECTIONS_MAX} x (2 x tree depth + ${ENTRIES_MAX}) entries in all ` +
    'its critical sections.',
  witness: `a call responded that looked at a tree with ${MANY_RANGES} ranges or more`,
  source: 'soft lockups of calls in atomic context that take the lock again and again',
  // 'locked' for the sake of SPC-1 only: so the exhaustive engine searches for both at once.
  reads: [
    'visited',
    'locked',
    'unlocked',
    'invoked',
    'responded',
    'stored',
    'erased',
    'deferred',
    'cached',
    'uncached',
  ],
  hears: ['visited', 'unlocked', 'responded'],
  timed: false,
  appliesTo: () => true,
  initial: [],
  next(all, fact, ledger, ruling, traits) {
    switch (fact.kind) {
      case 'visited': {
        if (fact.ranges < MANY_RANGES) return all;
        const call = ledger.open.find(({ on }) => on === fact.on);
        if (call === undefined || call.on === 'teardown') return all;
        const known = all.find(({ on }) => on === fact.on);
        const before = known ?? { on: fact.on, section: 0, total: 0, isLong: false };
        const counts = !hasNoRoom(call, ledger, traits);
        const now = visited(before, fact.entries, fact.depth, counts);
        const most = SECTIONS_MAX * mostIn(fact.depth);
        if (now.total > most && before.total <= most && !now.isLong) {
          ruling.broken(
            `${before.total + fact.entries} entries and more are visited in the critical ` +
              `sections of one call, of a tree with ${fact.ranges} ranges and ${fact.depth} ` +
              `levels: ${most} at most are allowed`,
            `${ruling.actor()} visits too much in all`,
          );
        }
        return [...all.filter((visits) => visits !== known), now];
      }
      case 'unlocked':
        if (!all.some(({ on, section }) => on === fact.on && section > 0)) return all;
        return all.map((visits) => (visits.on === fact.on ? { ...visits, section: 0 } : visits));
      case 'responded': {
        if (all.length === 0) return all;
        const rest = all.filter(({ on }) => ledger.open.some((call) => call.on === on));
        if (rest.length === all.length) return all;
        ruling.witness();
        return rest;
      }
      default:
        return all;
    }
  },
};
