import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Property } from '../../model/property.ts';
import type { Subject } from '../../port/subject.ts';
import { countEntries } from '../loading/count-entries.ts';
import { minimise } from '../minimal/minimise.ts';
import { CutShort } from '../world/cut-short.ts';
import { UNWATCHED } from '../state-space/watch.ts';
import { candidatesOf } from './candidates-of.ts';
import { type CheckOptions, type CheckTask, optionsFor, planTasks } from './check-plan.ts';
import { doTask } from './check-task.ts';
import { concludeCheck } from './conclude-check.ts';
import type { Findings, TaskResult } from './findings.ts';
import type { DesignResult } from './verdict.ts';

/**
 * Checks a design in this thread, one task after the other. No clock ends it, so the result depends
 * on the arguments alone, but for `stats.seconds`. Whatever a step of the design throws is thrown
 * on.
 */
export function checkAtOnce(
  design: Design,
  properties: readonly Property[],
  asked: Omit<CheckOptions, 'seconds'>,
): DesignResult {
  const startedMs = performance.now();
  const subject = twinSubject(design, properties);
  const options = optionsFor(subject, asked);
  const outcomes: TaskResult[] = [];
  for (const task of planTasks({ ...options, seconds: null })) {
    const { design: counting, entries } = countEntries(design);
    const findings = findingsOf(twinSubject(counting, properties), task);
    outcomes.push({ task, findings: { ...findings, entries } });
  }
  const counterexamples = candidatesOf(outcomes).map((some) => minimise(subject, some, UNWATCHED));
  const seconds = (performance.now() - startedMs) / 1000;
  const evidence = { outcomes, counterexamples, stopped: null, faults: [] };
  const searches = outcomes.length + counterexamples.length;
  return concludeCheck(subject, options, evidence, { seconds, searches, fromCache: 0 });
}

/** What the task found. What a step throws is thrown on as it is, for its stack. */
function findingsOf(subject: Subject, task: CheckTask): Findings {
  try {
    return doTask(subject, task, UNWATCHED);
  } catch (error) {
    throw error instanceof CutShort ? error.cause : error;
  }
}
