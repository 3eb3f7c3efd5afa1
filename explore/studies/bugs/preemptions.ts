import { judgedBy, type Subject } from '../../../port/subject.ts';
import type { Execution } from '../../world/execution.ts';
import { World } from '../../world/world.ts';

/**
 * The number of times that the run leaves a context which could have gone on. The run must be
 * possible on the design.
 */
export function preemptionsOf(subject: Subject, { scope, actions }: Execution): number {
  const world = new World(judgedBy(subject, []), scope, 'forward');
  const { system } = world;
  let last: string | null = null;
  let preemptions = 0;
  for (const action of actions) {
    if (action.do === 'start' || action.do === 'step') {
      const left = last === null || last === action.on ? undefined : system.context(last);
      if (left?.busy === true && system.canStep(left.id)) preemptions += 1;
      last = action.on;
    }
    world.apply(action);
  }
  return preemptions;
}
