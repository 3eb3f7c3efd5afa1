import type { Call } from '../../model/call.ts';
import { overlaps, type Pfn } from '../../model/range.ts';
import { fillersOf, type Scope, spaceOf } from './scope.ts';

/** The calls of a small scope that name no grant, in a fixed order. */
export function fixedCalls(scope: Scope): readonly Call[] {
  return [
    ...allocChoices(scope),
    ...(scope.reserve ? reserveChoices(scope) : []),
    ...switchChoices(scope),
  ];
}

/** The allocations of a small scope. */
export function allocChoices(scope: Scope): readonly Call[] {
  const { dma32, topPfn } = spaceOf(scope);
  if (scope.requests === 'cached') {
    return cachedSizes(scope).flatMap((sizePages) =>
      [dma32 - 1, topPfn].flatMap((limit) =>
        [true, false].map((flush) => ({ fn: 'allocFast', sizePages, limit, flush }) as const),
      ),
    );
  }
  const aligned = scope.requests !== 'unaligned';
  return [1, 2].flatMap((sizePages) =>
    [dma32 - 1, topPfn].map((limit) => ({ fn: 'alloc', sizePages, limit, aligned }) as const),
  );
}

/** The sizes that are asked for by way of the caches, in pages. */
function cachedSizes({ classes }: Pick<Scope, 'classes'>): readonly number[] {
  return classes > 1 ? [1, 2] : [1];
}

/** The calls that switch CPUs of a small scope. CPU 0 stays online. */
function switchChoices({ cpus, hotplug }: Scope): readonly Call[] {
  if (!hotplug) return [];
  return Array.from({ length: cpus - 1 }, (_, at) => at + 1).flatMap((cpu): Call[] => [
    { fn: 'offline', cpu },
    { fn: 'online', cpu },
  ]);
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

type Free = Extract<Call, { fn: 'free' | 'freeObject' | 'freeFast' }>;

/**
 * The frees of a small scope of what call number `origin` (from 0) was granted, in a fixed order;
 * each names its first page.
 */
export function freesOf(
  origin: number,
  scope: Pick<Scope, 'requests' | 'classes'>,
): readonly Free[] {
  const what = { call: origin, offsetPages: 0 };
  if (scope.requests !== 'cached') {
    return [
      { fn: 'free', what },
      { fn: 'freeObject', what },
    ];
  }
  return cachedSizes(scope).map((sizePages) => ({ fn: 'freeFast', what, sizePages }));
}
