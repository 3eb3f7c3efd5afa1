import type { Call, Space } from '../../model/call.ts';
import { overlaps, type Pfn } from '../../model/range.ts';
import { fillersOf, type Scope, spaceOf } from './scope.ts';

/** The calls of small scopes that name no grant, in a fixed order. */
export function fixedCalls(scope: Scope): readonly Call[] {
  const space = spaceOf(scope);
  return [...allocChoices(space), ...(scope.reserve ? reserveChoices(scope) : [])];
}

/** The allocations of small scopes: one or two aligned pages, in 32 bits or anywhere. */
export function allocChoices(space: Space): readonly Call[] {
  return [1, 2].flatMap((sizePages) =>
    [space.dma32 - 1, space.topPfn].map(
      (limit) => ({ fn: 'alloc', sizePages, limit, aligned: true }) as const,
    ),
  );
}

/** The reservations of small scopes: every one and every two pages of the space, no fillers. */
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
