import type { Execution } from '../world/execution.ts';
import type { Scope } from '../run/scope.ts';
import { scopeOfScript } from '../run/scope-of-script.ts';
import { scriptOf } from '../run/script-file.ts';

/** The smallest scope like that of the run which has what the run makes use of. */
export function scopeOfRun(run: Execution): Scope {
  const starts = run.actions.flatMap((action) => (action.do === 'start' ? [action.call.fn] : []));
  return {
    ...scopeOfScript(scriptOf(run), run.scope),
    refusals: run.cost.refusals,
    reserve: starts.includes('reserve'),
    teardown: starts.includes('put'),
  };
}
