import { areIndependent } from './dependence.ts';
import type { Event } from './event.ts';

/** Sequences of events to be explored, those with a common beginning sharing it; in order. */
export interface WakeupNode {
  /** As it was where the sequence was thought of; taken, as it is. */
  event: Event;
  readonly next: WakeupNode[];
}

/**
 * Whether some run that goes on with `sequence` can be told to begin with `first`: it occurs in it
 * and nothing before it is in its way, or it does not and nothing at all is in its way. Returns
 * what is left of the sequence then; null if not.
 */
export function without(sequence: readonly Event[], first: Event): readonly Event[] | null {
  const at = sequence.findIndex((event) => event.process === first.process);
  const before = at < 0 ? sequence : sequence.slice(0, at);
  const own = at < 0 ? first : (sequence[at] as Event);
  if (!before.every((event) => areIndependent(event, own))) return null;
  return at < 0 ? sequence : sequence.toSpliced(at, 1);
}

/**
 * Adds a sequence to a tree, unless a sequence of the tree leads to runs of the same class anyway.
 * A leaf stands for all runs that begin so.
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
