import { applicableProperties } from '../../model/applicable-properties.ts';
import type { Setting } from '../../port/setting.ts';
import type { Subject } from '../../port/subject.ts';
import { fillersOf, GRANULE, type Scope, spaceOf } from '../run/scope.ts';

/**
 * The setting that a system of the subject is made for in a scope. The tree warns if a property
 * that judges the subject hears it.
 * @param forSearch whether the system must be able to return to saved states
 */
export function settingOf(subject: Subject, scope: Scope, forSearch: boolean): Setting {
  const { cpus, irqs, timers, memory: treeMemory } = scope;
  const space = spaceOf(scope);
  const fillers = fillersOf(scope);
  const { properties, traits } = subject;
  const treeWarns = applicableProperties(properties, traits).readers.has('warned');
  const granule = GRANULE;
  const { magazine, classes, stock, hotplug } = scope;
  const caches = magazine === 0 ? null : { magazine, classes, stock, hotplug };
  return {
    space,
    granule,
    cpus,
    irqs,
    fillers,
    caches,
    treeMemory,
    treeWarns,
    timers,
    forSearch,
  };
}
