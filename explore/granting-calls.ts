import type { Call, Space } from '../model/call.ts';
import { type Scope, spaceOf } from './scope.ts';

/** The calls of small scopes that name no grant, in a fixed order. */
export function fixedCalls(scope: Scope): readonly Call[] {
  const space = spaceOf(scope);
  return [...allocChoices(space), ...(scope.reserve ? reserveChoices(space) : [])];
}

/** The allocations of small scopes: one or two aligned pages, in 32 bits or anywhere. */
export function allocChoices(space: Space): readonly Call[] {
  return [1, 2].flatMap((sizePages) =>
    [space.dma32 - 1, space.topPfn].map(
      (limit) => ({ fn: 'alloc', sizePages, limit, aligned: true }) as const,
    ),
  );
}

/** The reservations of small scopes: every one and every two pages of the space. */
export function reserveChoices(space: Space): readonly Call[] {
  const choices: Call[] = [];
  for (let lo = space.startPfn; lo <= space.topPfn; lo += 1) {
    choices.push({ fn: 'reserve', lo, hi: lo });
    if (lo < space.topPfn) choices.push({ fn: 'reserve', lo, hi: lo + 1 });
  }
  return choices;
}
