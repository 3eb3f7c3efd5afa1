import type { Scope } from './scope.ts';

/**
 * Whether no bound of `scope` is above that of `other`. Their callers, fillers and kind of memory
 * must be the same, and so must their requests; their timers need not be.
 */
export function isWithin(scope: Scope, other: Scope): boolean {
  const bounds = ['cpus', 'irqs', 'calls', 'pages', 'refusals', 'reserve', 'teardown'] as const;
  const kinds = ['callers', 'fillers', 'requests', 'memory'] as const;
  return (
    bounds.every((name) => scope[name] <= other[name]) &&
    kinds.every((name) => scope[name] === other[name])
  );
}
