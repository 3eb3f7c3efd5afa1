import { areIndependent } from './dependence.ts';
import type { Event } from './event.ts';

/** Sequences of events to explore, in order, as a tree: a common beginning is shared. */
export interface WakeupNode {
  /** What the step did where the sequence was found; once taken here, what it did here. */
  event: Event;
  readonly next: WakeupNode[];
}

/**
 * Tries to move `first` to the front of `sequence`. That is possible if the sequence has a step of
 * the same process and all events before that step are independent of it, or if it has none and all
 * of its events are independent of `first`. Returns the rest of the sequence, or null if it is not
 * possible.
 */
export function without(sequence: readonly Event[], first: Event): readonly Event[] | null {
  const at = sequence.findIndex((event) => event.process === first.process);
  const before = at < 0 ? sequence : sequence.slice(0, at);
  const own = at < 0 ? first : (sequence[at] as Event);
  if (!before.every((event) => areIndependent(event, own))) return null;
  return at < 0 ? sequence : sequence.toSpliced(at, 1);
}

/**
 * Adds a sequence to a tree, unless a sequence in the tree leads to runs of the same class. A leaf
 * stands for all runs that begin with the events on the path to it.
 */
export function insert(tree: WakeupNode[], sequence: readonly Event[]): void {
  let nodes = tree;
  let left = sequence;
  for (;;) {
    let down: WakeupNode | null = null;
    for (const node of nodes) {
      const rest = without(left, node.event);
      if (rest === null) continue;
      down = node;
      left = rest;
      break;
    }
    if (down === null) break;
    if (down.next.length === 0 || left.length === 0) return;
    nodes = down.next;
  }
  for (const event of left) {
    const node: WakeupNode = { event, next: [] };
    nodes.push(node);
    nodes = node.next;
  }
}
