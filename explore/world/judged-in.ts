import { judgedBy, type Subject } from '../../port/subject.ts';
import type { Scope } from '../run/scope.ts';

/**
 * The subject, judged only by the properties that apply to its traits. Timed properties are left
 * out unless the timers of the scope are exact.
 */
export function judgedIn(subject: Subject, { timers }: Pick<Scope, 'timers'>): Subject {
  const { properties, traits } = subject;
  return judgedBy(
    subject,
    properties.filter(
      (property) => property.appliesTo(traits) && (!property.timed || timers === 'exact'),
    ),
  );
}
