import type { Subject } from '../../port/subject.ts';
import { namesOf, type Run } from '../run/run.ts';
import { adaptRun, ownedActions } from './adapt-run.ts';

/**
 * The run as far as it makes sense on another design: steps that the design does not have are left
 * out, and calls that take longer are finished.
 */
export function runOn(subject: Subject, run: Run): Run {
  const { actions } = adaptRun(subject, run.scope, ownedActions(run.actions), null);
  return { ...run, ...namesOf(subject), expect: null, actions };
}
