import type { Subject } from '../../port/subject.ts';
import { type CheckOptions, type CheckTask, planTasks } from './check-plan.ts';
import { coverageOf } from './coverage.ts';
import { sumOfEntries } from '../loading/count-entries.ts';
import type { Execution } from '../world/execution.ts';
import { compareCost } from '../state-space/cost.ts';
import type { Findings, TaskResult } from './findings.ts';
import { judgeProperty } from './judge-property.ts';
import { type Minimal, simplerOf } from '../minimal/minimality.ts';
import type { Candidates } from '../minimal/minimise.ts';
import type { TaskBoard } from './task-board.ts';
import type { DesignResult, FoundInScope } from './verdict.ts';
import type { Counterexample } from '../minimal/counterexample.ts';
import { namesOf } from '../run/run.ts';

/** Does the tasks of a check. */
export interface TaskRunner {
  /** The number of tasks that it does at once. */
  readonly jobs: number;
  /** Running tasks report their progress on it, and read there when to stop. */
  readonly board: TaskBoard;
  /**
   * `job` says which of the simultaneous tasks this is: 0 to `jobs` - 1. Null: it could not be
   * ended, and no other is to be begun.
   */
  doTask(task: CheckTask, job: number): Promise<Findings | null>;
  minimise(candidates: Candidates): Promise<Counterexample>;
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
 * At most this many runs of one signature are shrunk. More than one, because shrinking from
 * different runs ends at different runs.
 */
const SHRUNK_PER_SIGNATURE = 3;

/**
 * Checks one design under one kind of callers. Tasks run in parallel; results are merged in task
 * order.
 */
export async function checkDesign(
  subject: Subject,
  options: CheckOptions,
  doer: TaskRunner,
  onProgress: (progress: Progress) => void,
): Promise<DesignResult> {
  const startedMs = performance.now();
  const { board } = doer;
  board.grantTime();
  const { seconds } = options;
  const alarm =
    seconds === null ? null : setTimeout(() => board.stop('time ran out'), seconds * 1000);
  const outcomes = await doAll(planTasks(options), doer, onProgress).finally(() => {
    if (alarm !== null) clearTimeout(alarm);
  });
  const { stopped } = board;
  // After the time ran out, there is still time to make the found runs simple.
  board.grantTime();
  const candidates = candidatesOf(outcomes).map((some) =>
    stopped === 'interrupted' ? inShort(some) : some,
  );
  const counterexamples = await Promise.all(candidates.map((some) => doer.minimise(some)));
  const findings = outcomes.flatMap((outcome) => outcome.findings ?? []);
  const searched = outcomes.filter(({ task }) => task.kind !== 'random');
  const sum = (of: (some: Findings) => number): number =>
    findings.reduce((total, some) => total + of(some), 0);
  return {
    ...namesOf(subject),
    callers: options.callers,
    script: options.script?.fileName ?? null,
    stopped,
    coverage: coverageOf(outcomes, searched, stopped),
    entries: sumOfEntries(findings.map(({ entries }) => entries)),
    inScopes: outcomes.flatMap(foundInScope),
    verdicts: subject.properties.map((property) => ({
      property,
      verdict: judgeProperty(property, subject.traits, { outcomes, counterexamples, stopped }),
    })),
    unrepeated: findings.find(({ unrepeated }) => unrepeated !== null)?.unrepeated ?? null,
    stats: {
      runs: sum(({ runs }) => runs),
      actions: sum(({ actions }) => actions),
      states: sum(({ states }) => states),
      collisions: options.search.exact ? sum(({ collisions }) => collisions) : null,
      seconds: (performance.now() - startedMs) / 1000,
    },
  };
}

/** What the task found, if it exhausted its scope. */
function foundInScope({ task, findings }: TaskResult): readonly FoundInScope[] {
  if (task.kind !== 'shortest' || findings === null || findings.bound !== null) return [];
  const found = [...findings.cheapest, ...findings.rough].map(([signature]) => signature);
  return [{ scope: task.scope, signatures: found }];
}

/**
 * Does the tasks, `doer.jobs` at a time. After a stop no task is begun. Results are in task order.
 */
async function doAll(
  tasks: readonly CheckTask[],
  doer: TaskRunner,
  onProgress: (progress: Progress) => void,
): Promise<readonly TaskResult[]> {
  const outcomes: TaskResult[] = tasks.map((task) => ({ task, findings: null }));
  const signatures = new Set<string>();
  let progress: Progress = { tasksDone: 0, tasks: tasks.length, signatures: 0, states: 0, runs: 0 };
  let begun = 0;
  onProgress(progress);
  const doSome = async (job: number): Promise<void> => {
    while (begun < tasks.length && doer.board.stopped === null) {
      const at = begun;
      begun += 1;
      const task = tasks[at] as CheckTask;
      // Sequential on purpose: each of these loops is one job.
      // oxlint-disable-next-line no-await-in-loop
      const findings = await doer.doTask(task, job);
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
  await Promise.all(Array.from({ length: doer.jobs }, (_, job) => doSome(job)));
  return outcomes;
}

/** The candidate runs of each signature, in the order in which tasks found them. */
function candidatesOf(outcomes: readonly TaskResult[]): readonly Candidates[] {
  const cheapest = new Map<string, Minimal>();
  const rough = new Map<string, Execution[]>();
  for (const { task, findings } of outcomes) {
    for (const [signature, run] of findings?.rough ?? []) {
      rough.set(signature, [...(rough.get(signature) ?? []), run]);
    }
    for (const [signature, execution] of findings?.cheapest ?? []) {
      const found: Minimal = { execution, proof: proofBy(task, findings?.bound ?? null) };
      cheapest.set(signature, simplerOf(cheapest.get(signature) ?? null, found));
    }
  }
  return [...new Set([...cheapest.keys(), ...rough.keys()])].map((signature) => ({
    signature,
    cheapest: cheapest.get(signature) ?? null,
    rough: (rough.get(signature) ?? [])
      .toSorted((a, b) => compareCost(a.cost, b.cost))
      .slice(0, SHRUNK_PER_SIGNATURE),
  }));
}

/**
 * After an interruption the user waits, so a run that is simple already is not compared with others
 * that could be made simpler.
 */
function inShort({ signature, cheapest, rough }: Candidates): Candidates {
  return { signature, cheapest, rough: cheapest === null ? rough.slice(0, 1) : [] };
}

/**
 * Among which runs the task's cheapest ones are proved to be the simplest; null: nothing is proved.
 */
function proofBy(task: CheckTask, bound: string | null): Minimal['proof'] {
  if (task.kind !== 'shortest' || bound !== null) return null;
  return { among: task.script === null ? 'all runs' : 'its calls', scope: task.scope };
}
