import type { Scope } from './scope.ts';

/**
 * Whether no bound of the scope is above that of the other one, whatever the timers. The callers,
 * the fillers and who decides over memory must be the same.
 */
export function isWithin(scope: Scope, other: Scope): boolean {
  const bounds = ['cpus', 'irqs', 'calls', 'pages', 'refusals', 'reserve', 'teardown'] as const;
  const kinds = ['callers', 'fillers', 'memory'] as const;
  return (
    bounds.every((name) => scope[name] <= other[name]) &&
    kinds.every((name) => scope[name] === other[name])
  );
}
