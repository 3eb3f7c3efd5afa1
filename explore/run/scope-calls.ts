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
  const limits = [dma32 - 1, topPfn];
  if (takesFastPath(scope)) {
    const fast = smallSizes(scope).flatMap((sizePages) =>
      limits.flatMap((limit) =>
        [true, false].map((flush) => ({ fn: 'allocFast', sizePages, limit, flush }) as const),
      ),
    );
    // Two pages do not fit up to page 0.
    const none = { fn: 'allocFast', sizePages: 2, limit: 0, flush: false } as const;
    return [...wideAllocs(scope), ...fast, ...(scope.classes > 1 ? [none] : [])];
  }
  const aligned = scope.requests !== 'unaligned';
  const small = smallSizes(scope).flatMap((sizePages) =>
    limits.map((limit) => ({ fn: 'alloc', sizePages, limit, aligned }) as const),
  );
  return [...wideAllocs(scope), ...small];
}

/** Whether what fits into a cache is asked for, and freed, by way of the caches. */
function takesFastPath({ requests, magazine }: Pick<Scope, 'requests' | 'magazine'>): boolean {
  return requests === 'cached' || (requests === 'wide' && magazine > 0);
}

/** The size of a wide range, in pages: no power of two, and 3 of them fit. */
export function widePages({ pages }: Pick<Scope, 'pages'>): number {
  return (pages >> 2) + 1;
}

/** What the wide user asks for; none where there is no such user. */
function wideAllocs(scope: Scope): readonly Call[] {
  if (scope.requests !== 'wide') return [];
  const { dma32, topPfn } = spaceOf(scope);
  const sizePages = widePages(scope);
  return [dma32 + (scope.pages >> 3), topPfn].map(
    (limit) => ({ fn: 'alloc', sizePages, limit, aligned: false }) as const,
  );
}

/** The sizes that all but the wide user ask for, in pages. */
function smallSizes({ requests, classes }: Pick<Scope, 'requests' | 'classes'>): readonly number[] {
  if (requests === 'wide') return [1];
  return requests === 'cached' && classes === 1 ? [1] : [1, 2];
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
 * those that overlap fillers. Beside a wide user, the pages at both ends and at the 4 GiB line.
 */
export function reserveChoices(scope: Scope): readonly Call[] {
  const { startPfn, dma32, topPfn } = spaceOf(scope);
  if (scope.requests === 'wide') {
    const ends = [startPfn, dma32 - 1, topPfn];
    return ends.map((pfn) => ({ fn: 'reserve', lo: pfn, hi: pfn }) as const);
  }
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
  scope: Pick<Scope, 'requests' | 'magazine' | 'classes'>,
): readonly Free[] {
  const what = { call: origin, offsetPages: 0 };
  const free = { fn: 'free', what } as const;
  const fast = smallSizes(scope).map((sizePages) => ({ fn: 'freeFast', what, sizePages }) as const);
  if (!takesFastPath(scope)) return [free, { fn: 'freeObject', what }];
  return scope.requests === 'wide' ? [free, ...fast] : fast;
}
