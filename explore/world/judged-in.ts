import type { Property } from '../../model/property.ts';
import { judgedBy, type Subject } from '../../port/subject.ts';
import type { System } from '../../port/system.ts';
import type { Scope } from '../run/scope.ts';
import { settingOf } from './setting-of.ts';

/**
 * The subject, judged only by the properties that apply to its traits. Timed properties are left
 * out unless the timers of the scope are exact and the system has a clock: where no time passes,
 * nothing is ever late. So are those about caches, where there are none.
 * @param system a system of the subject, if there is one already
 */
export function judgedIn(
  subject: Subject,
  scope: Scope,
  system: Pick<System, 'timing'> | null = null,
): Subject {
  const { properties, traits } = subject;
  const isTimed = (): boolean =>
    (system ?? subject.boot(settingOf(subject, scope, false), () => undefined)).timing !== null;
  const leavesOutTimed =
    properties.some(({ timed }) => timed) && (scope.timers !== 'exact' || !isTimed());
  const isJudged = (property: Property): boolean =>
    property.appliesTo(traits) &&
    !(leavesOutTimed && property.timed) &&
    (property.cached !== true || scope.magazine > 0);
  // The same list if it can be: judges remember what they know of a list.
  if (properties.every(isJudged)) return subject;
  return judgedBy(subject, properties.filter(isJudged));
}
