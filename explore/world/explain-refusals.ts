import type { Breach } from '../../model/judges.ts';
import type { Action } from '../../port/action.ts';
import { judgedBy, type Subject } from '../../port/subject.ts';
import type { Scope } from '../run/scope.ts';
import { applyAgain } from './not-repeatable.ts';
import { ReusedWorld } from './reused-world.ts';

/** A world for `explainRefusals()`: judged by those properties that refusals break. */
export function explainingWorld(subject: Subject, scope: Scope): ReusedWorld {
  const properties = subject.properties.filter(({ refusals }) => refusals === true);
  return new ReusedWorld(judgedBy(subject, properties), scope, 'explain');
}

/**
 * The breaches by refusals of a run, with their causes. Random runs are made without looking for
 * causes, since that takes longer: those that show such a breach are taken a second time.
 * @param count the number of such breaches, repeated ones included
 * @throws NotRepeatable if an action is not enabled this time
 */
export function explainRefusals(
  explaining: ReusedWorld,
  actions: readonly Action[],
  count: number,
): readonly Breach[] {
  return explaining.with((world) => {
    for (const action of actions) {
      applyAgain(world, action);
      if (world.judges.explained === count) break;
    }
    return world.judges.breaches;
  });
}
