import type { Design } from '../../../impl/designs/design.ts';
import type { Execution } from '../../world/execution.ts';
import { World } from '../../world/world.ts';

/** How often, in a run that happens on the design, somebody is left who could have gone on. */
export function preemptionsOf(design: Design, { scope, actions }: Execution): number {
  const world = new World(design, scope, []);
  const { machine } = world;
  let last: string | null = null;
  let preemptions = 0;
  for (const action of actions) {
    if (action.do === 'start' || action.do === 'step') {
      const left = last === null || last === action.on ? undefined : machine.context(last);
      if (left?.busy === true && machine.canStep(left.id)) preemptions += 1;
      last = action.on;
    }
    world.apply(action);
  }
  return preemptions;
}
