import type { Setting } from '../../port/setting.ts';
import { fillersOf, GRANULE, type Scope, spaceOf } from '../run/scope.ts';

/**
 * The setting that a system is made for in a scope.
 * @param forSearch whether the system must be able to return to saved states
 */
export function settingOf(scope: Scope, forSearch: boolean): Setting {
  const { cpus, irqs, timers, memory: treeMemory } = scope;
  const space = spaceOf(scope);
  const fillers = fillersOf(scope);
  return { space, granule: GRANULE, cpus, irqs, fillers, treeMemory, timers, forSearch };
}
