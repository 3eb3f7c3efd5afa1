import type { Breach } from '../../model/judges.ts';
import type { Action } from '../../port/action.ts';
import { judgedBy, type Subject } from '../../port/subject.ts';
import { applyAgain } from './not-repeatable.ts';
import type { Scope } from '../run/scope.ts';
import { World } from './world.ts';

/** The properties of each subject that refusals break; the same list each time. */
const known = new WeakMap<Subject, Subject>();

/**
 * The breaches by refusals of a run, with their causes. Random runs are made without looking for
 * causes, since that takes longer: those that show such a breach are taken a second time.
 * @param count the number of such breaches, repeated ones included
 * @throws NotRepeatable if an action is not enabled this time
 */
export function explainRefusals(
  subject: Subject,
  scope: Scope,
  actions: readonly Action[],
  count: number,
): readonly Breach[] {
  let judged = known.get(subject);
  if (judged === undefined) {
    const properties = subject.properties.filter(({ refusals }) => refusals === true);
    known.set(subject, (judged = judgedBy(subject, properties)));
  }
  const world = new World(judged, scope, 'explain');
  for (const action of actions) {
    applyAgain(world, action);
    if (world.judges.explained === count) break;
  }
  return world.judges.breaches;
}
