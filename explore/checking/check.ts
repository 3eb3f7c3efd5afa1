import type { Subject } from '../../port/subject.ts';
import { candidatesOf } from './candidates-of.ts';
import { type CheckOptions, type CheckTask, optionsFor, planTasks } from './check-plan.ts';
import { concludeCheck } from './conclude-check.ts';
import { type Fault, FaultyDesign } from '../loading/faulty-design.ts';
import type { Findings, TaskResult } from './findings.ts';
import { asFound } from '../minimal/as-found.ts';
import type { Candidates } from '../minimal/minimise.ts';
import type { TaskBoard } from './task-board.ts';
import type { DesignResult } from './verdict.ts';
import type { Counterexample } from '../minimal/counterexample.ts';

/** Does the tasks of a check. */
export interface TaskRunner {
  /** The number of tasks that it does at once. */
  readonly jobs: number;
  /** Running tasks report their progress on it, and read there when to stop. */
  readonly board: TaskBoard;
  /**
   * `job` says which of the simultaneous tasks this is: 0 to `jobs` - 1. What is found does not
   * depend on the number of threads that do it, 1 to `jobs`. Null: it could not be ended, and no
   * other is to be begun.
   */
  doTask(task: CheckTask, job: number, threads: number): Promise<Findings | null>;
  minimise(candidates: Candidates): Promise<Counterexample>;
  /** How many answers so far were kept from an earlier check; absent: it keeps none. */
  readonly fromCache?: number;
}

/** How far a check has come. Only tasks that are done count. */
export interface Progress {
  readonly tasksDone: number;
  readonly tasks: number;
  readonly signatures: number;
  readonly states: number;
  readonly runs: number;
}

/**
 * Checks one design under one kind of callers. Tasks run in parallel; results are merged in task
 * order.
 */
export async function checkDesign(
  subject: Subject,
  asked: CheckOptions,
  doer: TaskRunner,
  onProgress: (progress: Progress) => void,
): Promise<DesignResult> {
  const options = optionsFor(subject, asked);
  const startedMs = performance.now();
  const { board } = doer;
  board.grantTime();
  const alarm =
    options.seconds === null
      ? null
      : setTimeout(() => board.stop('time ran out'), options.seconds * 1000);
  const outcomes = await doAll(planTasks(options), doer, onProgress).finally(() => {
    if (alarm !== null) clearTimeout(alarm);
  });
  const { stopped } = board;
  // After the time ran out, there is still time to make the found runs simple.
  board.grantTime();
  const candidates = candidatesOf(outcomes).map((some) =>
    stopped === 'interrupted' ? inShort(some) : some,
  );
  const simplified = await Promise.all(candidates.map(async (some) => simplify(doer, some)));
  const counterexamples = simplified.map(({ counterexample }) => counterexample);
  const faults = simplified.flatMap(({ fault }) => fault ?? []);
  const seconds = (performance.now() - startedMs) / 1000;
  const begun = outcomes.filter(({ findings }) => findings !== null).length;
  const searches = begun + counterexamples.length;
  const spent = { seconds, searches, fromCache: doer.fromCache ?? 0 };
  return concludeCheck(subject, options, { outcomes, counterexamples, stopped, faults }, spent);
}

interface Simplified {
  readonly counterexample: Counterexample;
  /** What was wrong with the design, so that the run stays as it was found; null: nothing. */
  readonly fault: Fault | null;
}

/** Makes a run simple, as far as the design's file lets it. */
async function simplify(doer: TaskRunner, candidates: Candidates): Promise<Simplified> {
  try {
    return { counterexample: await doer.minimise(candidates), fault: null };
  } catch (error) {
    if (!(error instanceof FaultyDesign)) throw error;
    return { counterexample: asFound(candidates), fault: error.fault };
  }
}

/**
 * Does the tasks, `doer.jobs` at a time; then, one after the other, those that all threads do
 * together. After a stop no task is begun. Results are in task order.
 */
async function doAll(
  tasks: readonly CheckTask[],
  doer: TaskRunner,
  onProgress: (progress: Progress) => void,
): Promise<readonly TaskResult[]> {
  const outcomes: TaskResult[] = tasks.map((task) => ({ task, findings: null }));
  const signatures = new Set<string>();
  let progress: Progress = { tasksDone: 0, tasks: tasks.length, signatures: 0, states: 0, runs: 0 };
  onProgress(progress);
  const doSome = async (places: number[], job: number, threads: number): Promise<void> => {
    for (let at = places.shift(); at !== undefined; at = places.shift()) {
      if (doer.board.stopped !== null) return;
      const task = tasks[at] as CheckTask;
      // Sequential on purpose: each of these loops is one job.
      // oxlint-disable-next-line no-await-in-loop
      const findings = await doer.doTask(task, job, threads);
      doer.board.clear(job);
      if (findings === null) return;
      outcomes[at] = { task, findings };
      for (const [signature] of [...findings.cheapest, ...findings.rough]) {
        signatures.add(signature);
      }
      progress = {
        ...progress,
        tasksDone: progress.tasksDone + 1,
        signatures: signatures.size,
        states: progress.states + findings.states,
        runs: progress.runs + findings.runs,
      };
      onProgress(progress);
    }
  };
  const { jobs } = doer;
  const places = [...tasks.keys()];
  const together = jobs === 1 ? [] : places.filter((at) => isForAll(tasks[at] as CheckTask, tasks));
  const alone = places.filter((at) => !together.includes(at));
  await Promise.all(Array.from({ length: jobs }, (_, job) => doSome(alone, job, 1)));
  await doSome(together, 0, jobs);
  return outcomes;
}

/** From so many calls on, several contexts have states enough for all threads. */
const CALLS_FOR_ALL = 4;

/** Whether all threads do the task together: a large search, or the only one. */
function isForAll(task: CheckTask, tasks: readonly CheckTask[]): boolean {
  if (task.kind !== 'shortest' || task.settings.exact) return false;
  const { cpus, irqs, calls } = task.scope;
  const isOnly = tasks.filter(({ kind }) => kind === 'shortest').length === 1;
  return isOnly || (cpus + irqs > 1 && calls >= CALLS_FOR_ALL);
}

/**
 * After an interruption the user waits, so a run that is simple already is not compared with others
 * that could be made simpler.
 */
function inShort({ signature, cheapest, rough }: Candidates): Candidates {
  return { signature, cheapest, rough: cheapest === null ? rough.slice(0, 1) : [] };
}
