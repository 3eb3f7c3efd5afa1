import { type CallerId, cpuNumberOf, isCaller, isInterrupt } from '../../model/context-id.ts';
import type { Scope } from './scope.ts';
import type { Script } from './script.ts';

/** `base`, with only as many CPUs, interrupts and calls as the script needs (at least one CPU). */
export function scopeOfScript(script: Script, base: Scope): Scope {
  const callers = script.map(({ on }) => on).filter(isCaller);
  const count = (ids: readonly CallerId[]): number =>
    Math.max(0, ...ids.map((on) => 1 + cpuNumberOf(on)));
  const switched = script.map(({ call }) => ('cpu' in call ? 1 + call.cpu : 0));
  const cpus = Math.max(1, count(callers), ...switched);
  return { ...base, cpus, irqs: count(callers.filter(isInterrupt)), calls: script.length };
}
