import type { TreeMemory } from '../../../port/tree-memory.ts';
import { SIZE_CLASSES } from '../../../model/size-class.ts';
import { NO_CACHES } from '../../run/scope-caches.ts';
import { MAGAZINE_MAX, type Scope } from '../../run/scope.ts';

/**
 * The scope of random runs: long runs in a space that fills up, with the union of the CPUs,
 * interrupts and kinds of calls that the scopes of the searches have. If the tree itself decides
 * what needs memory, the scope has enough ranges for more than one leaf.
 */
export function randomScope(scopes: readonly Scope[], timers: Scope['timers']): Scope {
  const [{ callers, memory }] = scopes as readonly [Scope, ...Scope[]];
  return {
    cpus: Math.max(...scopes.map(({ cpus }) => cpus)),
    irqs: Math.max(...scopes.map(({ irqs }) => irqs)),
    calls: memory === 'adversarial' ? 24 : 90,
    pages: memory === 'adversarial' ? 8 : 64,
    fillers: 0,
    requests: 'aligned',
    ...NO_CACHES,
    refusals: 8,
    callers,
    reserve: scopes.some(({ reserve }) => reserve),
    teardown: scopes.some(({ teardown }) => teardown),
    memory,
    timers,
  };
}

/** The random scope with caches that fill soon; null: no scope has caches. */
export function cachedScope(scopes: readonly Scope[]): Scope | null {
  const cached = scopes.filter(({ magazine }) => magazine > 0);
  if (cached.length === 0) return null;
  const hotplug = cached.some((scope) => scope.hotplug);
  const caches = { requests: 'cached', magazine: 2, classes: 2, stock: 4, hotplug } as const;
  return { ...randomScope(scopes, 'any'), ...caches };
}

/** The same with magazines of one range, of which three lie in the depot. */
export function piledScope(scopes: readonly Scope[]): Scope | null {
  const cached = cachedScope(scopes);
  return cached === null ? null : { ...cached, magazine: 1, stock: 5 };
}

/**
 * The random scope with magazines as large as the kernel's. CPU 0 has filled both of its own, and
 * one in the depot; null: no scope has caches.
 */
export function fullScope(scopes: readonly Scope[]): Scope | null {
  const cached = cachedScope(scopes);
  if (cached === null) return null;
  const stock = 3 * MAGAZINE_MAX;
  return { ...cached, magazine: MAGAZINE_MAX, classes: SIZE_CLASSES, stock, pages: 512 };
}

/** The random scope of a wide user beside small ones; null: no scope has one. */
export function wideScope(scopes: readonly Scope[]): Scope | null {
  const wide = scopes.find(({ requests }) => requests === 'wide');
  return wide === undefined
    ? null
    : { ...randomScope(scopes, 'any'), requests: 'wide', pages: wide.pages };
}

/** The random scope with the fillers of the largest scope; null: no scope has fillers. */
export function filledScope(scopes: readonly Scope[]): Scope | null {
  const fillers = Math.max(...scopes.map((scope) => scope.fillers));
  return fillers === 0 ? null : { ...randomScope(scopes, 'exact'), fillers };
}

/**
 * The random scope in which the tree itself decides what needs memory, with several leaves; null:
 * all random runs are like that already.
 */
export function treeScope(scopes: readonly Scope[], memory: TreeMemory): Scope | null {
  if (scopes.every((scope) => scope.memory !== 'adversarial')) return null;
  return randomScope(
    scopes.map((scope) => ({ ...scope, memory })),
    'exact',
  );
}
