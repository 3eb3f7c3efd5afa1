import type { Call, Space } from '../../model/call.ts';
import { overlaps, type Pfn } from '../../model/range.ts';
import { fillersOf, type Scope, spaceOf } from './scope.ts';

/** The calls of a small scope that name no grant, in a fixed order. */
export function fixedCalls(scope: Scope): readonly Call[] {
  const space = spaceOf(scope);
  return [...allocChoices(space), ...(scope.reserve ? reserveChoices(scope) : [])];
}

/** The allocations of a small scope: one or two aligned pages, below 4 GiB or anywhere. */
export function allocChoices(space: Space): readonly Call[] {
  return [1, 2].flatMap((sizePages) =>
    [space.dma32 - 1, space.topPfn].map(
      (limit) => ({ fn: 'alloc', sizePages, limit, aligned: true }) as const,
    ),
  );
}

/**
 * The reservations of a small scope: every page, and every two adjacent pages, of the space, except
 * those that overlap fillers.
 */
export function reserveChoices(scope: Scope): readonly Call[] {
  const { startPfn, topPfn } = spaceOf(scope);
  const fillers = fillersOf(scope);
  const choices: Call[] = [];
  const add = (lo: Pfn, hi: Pfn): void => {
    const isFree = fillers === null || !overlaps(fillers, { lo, hi });
    if (hi <= topPfn && isFree) choices.push({ fn: 'reserve', lo, hi });
  };
  for (let lo = startPfn; lo <= topPfn; lo += 1) {
    add(lo, lo);
    add(lo, lo + 1);
  }
  return choices;
}
