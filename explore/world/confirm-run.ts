import type { Action } from '../../port/action.ts';
import type { Subject } from '../../port/subject.ts';
import { type Execution, executionOf } from './execution.ts';
import { applyAgain, NotRepeatable } from './not-repeatable.ts';
import type { Scope } from '../run/scope.ts';
import { World } from './world.ts';

/**
 * Repeats a run that a search has found in a world that only goes forward, to confirm the search.
 * @throws NotRepeatable if an action is not enabled, or the run does not show the signature: the
 * design does not do the same each time, or the search is wrong
 */
export function confirmRun(
  subject: Subject,
  scope: Scope,
  actions: readonly Action[],
  signature: string,
): Execution {
  const execution = runThrough(subject, scope, actions);
  if (execution.breaches.some((breach) => breach.signature === signature)) return execution;
  throw new NotRepeatable(`does not show "${signature}"`);
}

/**
 * Takes the actions in a fresh world that explains refusals.
 * @throws NotRepeatable if an action is not enabled
 */
export function runThrough(subject: Subject, scope: Scope, actions: readonly Action[]): Execution {
  const world = new World(subject, scope, 'explain');
  for (const action of actions) applyAgain(world, action);
  return executionOf(world, scope, actions);
}
