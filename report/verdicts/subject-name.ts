import { formatNames } from '../../explore/run/run.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';

/** Whose verdicts these are: "llist (flat-10ms), well-behaved callers". */
export function subjectName(subject: Pick<DesignResult, 'design' | 'policy' | 'callers'>): string {
  return `${formatNames(subject)}, ${subject.callers} callers`;
}
