import type { Scope } from './scope.ts';
import type { Script } from './script.ts';

/** `base`, with only as many CPUs, interrupts and calls as the script needs (at least one CPU). */
export function scopeOfScript(script: Script, base: Scope): Scope {
  const count = (kind: string): number =>
    script.reduce(
      (most, { on }) => (on.startsWith(kind) ? Math.max(most, 1 + Number(on.slice(3))) : most),
      0,
    );
  const irqs = count('irq');
  return { ...base, cpus: Math.max(1, count('cpu'), irqs), irqs, calls: script.length };
}
