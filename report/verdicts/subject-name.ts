import type { DesignResult } from '../../explore/checking/verdict.ts';
import { formatNames } from '../../explore/run/run.ts';

/** What the verdicts are about: "llist (flat-10ms), well-behaved callers". */
export function subjectName(subject: Pick<DesignResult, 'design' | 'policy' | 'callers'>): string {
  return `${formatNames(subject)}, ${subject.callers} callers`;
}
