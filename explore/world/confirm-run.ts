import type { Action } from '../../port/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { type Execution, executionOf } from './execution.ts';
import type { Scope } from '../run/scope.ts';
import { World } from './world.ts';

/**
 * Makes a run that a search has found happen in a world that only goes forward: every action must
 * be enabled, and the signature must show, or the search is wrong.
 */
export function confirmRun(
  design: Design,
  scope: Scope,
  properties: readonly Property[],
  actions: readonly Action[],
  signature: string,
): Execution {
  const world = new World(design, scope, properties);
  for (const action of actions) {
    if (!world.machine.enabled(action)) throw new Error(`not enabled: ${JSON.stringify(action)}`);
    world.apply(action);
  }
  const execution = executionOf(world, scope, actions);
  if (execution.breaches.some((breach) => breach.signature === signature)) return execution;
  throw new Error(`the run found for "${signature}" does not show it`);
}
