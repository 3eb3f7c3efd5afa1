import type { Call } from '../../model/call.ts';
import { overlaps, type Pfn } from '../../model/range.ts';
import { fillersOf, type Scope, spaceOf } from './scope.ts';

/** The calls of a small scope that name no grant, in a fixed order. */
export function fixedCalls(scope: Scope): readonly Call[] {
  return [...allocChoices(scope), ...(scope.reserve ? reserveChoices(scope) : [])];
}

/** The allocations of a small scope. */
export function allocChoices(scope: Scope): readonly Call[] {
  const { dma32, topPfn } = spaceOf(scope);
  const aligned = scope.requests !== 'unaligned';
  return [1, 2].flatMap((sizePages) =>
    [dma32 - 1, topPfn].map((limit) => ({ fn: 'alloc', sizePages, limit, aligned }) as const),
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
