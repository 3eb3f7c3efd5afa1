import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Property } from '../../model/property.ts';
import { countEntries } from '../loading/count-entries.ts';
import { minimise } from '../minimal/minimise.ts';
import { UNWATCHED } from '../state-space/watch.ts';
import { candidatesOf } from './candidates-of.ts';
import { type CheckOptions, planTasks } from './check-plan.ts';
import { doTask } from './check-task.ts';
import { concludeCheck } from './conclude-check.ts';
import type { TaskResult } from './findings.ts';
import type { DesignResult } from './verdict.ts';

/**
 * Checks a design in this thread, one task after the other. No clock ends it, so the result depends
 * on the arguments alone, but for `stats.seconds`. Whatever a step of the design throws is thrown
 * on.
 */
export function checkAtOnce(
  design: Design,
  properties: readonly Property[],
  options: Omit<CheckOptions, 'seconds'>,
): DesignResult {
  const startedMs = performance.now();
  const outcomes: TaskResult[] = [];
  for (const task of planTasks({ ...options, seconds: null })) {
    const { design: counting, entries } = countEntries(design);
    const findings = doTask(twinSubject(counting, properties), task, UNWATCHED);
    outcomes.push({ task, findings: { ...findings, entries } });
  }
  const subject = twinSubject(design, properties);
  const counterexamples = candidatesOf(outcomes).map((some) => minimise(subject, some, UNWATCHED));
  const seconds = (performance.now() - startedMs) / 1000;
  return concludeCheck(subject, options, { outcomes, counterexamples, stopped: null }, seconds);
}
