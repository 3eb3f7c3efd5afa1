import { judgedBy, type Subject } from '../../port/subject.ts';
import type { Scope } from '../run/scope.ts';

/** Judged by those properties only that are about it, and that the clock of the scope can judge. */
export function judgedIn(subject: Subject, { timers }: Pick<Scope, 'timers'>): Subject {
  const { properties, traits } = subject;
  return judgedBy(
    subject,
    properties.filter(
      (property) => property.appliesTo(traits) && (!property.timed || timers === 'exact'),
    ),
  );
}
