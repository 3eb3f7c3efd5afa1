import type { Call } from '../model/call.ts';
import type { Pfn } from '../model/range.ts';
import type { Item } from './follower.ts';
import { type Scope, spaceOf } from './scope.ts';

/** The same scope with fewer pages, the fewest first: 2, 4, 8, ... */
export function* smallerSpaces(scope: Scope): Generator<Scope, void, undefined> {
  for (let pages = 2; pages < scope.pages; pages *= 2) yield { ...scope, pages };
}

/**
 * The same in a space with fewer pages: limits above its top come down to it, and what lies outside
 * of it to its edge.
 */
export function movedTo(to: Scope, items: readonly Item[]): readonly Item[] {
  const { startPfn, topPfn } = spaceOf(to);
  const inside = (pfn: Pfn): Pfn => Math.min(Math.max(pfn, startPfn), topPfn);
  const moved = (call: Call): Call => {
    switch (call.fn) {
      case 'alloc':
        return { ...call, limit: Math.min(call.limit, topPfn) };
      case 'reserve':
        return { ...call, lo: inside(call.lo), hi: inside(call.hi) };
      default:
        return call;
    }
  };
  return items.map((item) =>
    item.action.do === 'start'
      ? { ...item, action: { ...item.action, call: moved(item.action.call) } }
      : item,
  );
}
