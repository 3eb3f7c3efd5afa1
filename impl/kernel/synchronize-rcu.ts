import { labelOf } from './label.ts';
import { contextObject } from '../../port/accesses.ts';
import type { Context } from './context.ts';
import type { Effect } from './effect.ts';
import type { Kernel } from './kernel.ts';
import { made } from './made.ts';

/**
 * `synchronize_rcu()` in a teardown, where callers are inside `rcu_read_lock()` for the whole of
 * each call: waits until every call in progress has responded, and for nothing else. May sleep.
 */
export function synchronizeRcu(kernel: Kernel, at: string): Effect {
  made.steps += 1;
  return {
    at: labelOf(at, 'synchronize_rcu'),
    asks: false,
    enabled: () => kernel.contexts.every((context) => !isInCall(context)),
    apply: () => {
      for (const index of kernel.contexts.keys()) kernel.accesses?.look(contextObject(index));
      kernel.mustMaySleep('synchronize_rcu');
    },
  };
}

/** Whether the context is in a call, and the call is not the teardown. */
function isInCall({ id, call }: Context): boolean {
  return id !== 'teardown' && call !== null;
}
