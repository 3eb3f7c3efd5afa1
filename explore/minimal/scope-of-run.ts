import { ROLE } from '../../model/role.ts';
import type { Execution } from '../world/execution.ts';
import type { Scope } from '../run/scope.ts';
import { scopeOfScript } from '../run/scope-of-script.ts';
import { scriptOf } from '../run/script-file.ts';

/** The scope of the run, with only the contexts, refusals and kinds of calls that the run uses. */
export function scopeOfRun(run: Execution): Scope {
  const roles = run.actions.flatMap((action) => {
    return action.do === 'start' ? [ROLE[action.call.fn]] : [];
  });
  return {
    ...scopeOfScript(scriptOf(run), run.scope),
    refusals: run.cost.refusals,
    reserve: roles.includes('reserves'),
    teardown: roles.includes('tears down'),
    hotplug: roles.includes('switches a CPU'),
  };
}
