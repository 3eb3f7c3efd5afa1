import { allProperties } from '../../model/properties/all.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Subject } from '../../port/subject.ts';
import { answer, type Answer } from '../loading/worker-reply.ts';
import type { CheckTask } from './check-plan.ts';
import { doTask as doTaskHere } from './check-task.ts';
import { type Counterpart, counterpartOf as counterpartOfHere } from './counterpart.ts';
import type { Execution } from '../world/execution.ts';
import type { Findings } from './findings.ts';
import { type DesignRef, loadDesign } from '../loading/load-design.ts';
import { type Candidates, minimise as minimiseHere } from '../minimal/minimise.ts';
import { TaskBoard } from './task-board.ts';
import type { Counterexample } from '../minimal/counterexample.ts';
import type { Watch } from '../state-space/watch.ts';

/** What every job says: a design, properties by id, and where it is watched. */
export interface JobSubject {
  readonly design: DesignRef;
  readonly properties: readonly string[];
  /** Of the `TaskBoard` of all jobs. */
  readonly board: SharedArrayBuffer;
}

/** The design that a job names, judged by the properties that it names. */
async function subjectOf({ design, properties }: JobSubject): Promise<Subject> {
  const judged = allProperties.filter(({ id }) => properties.includes(id));
  return twinSubject(await loadDesign(design), judged);
}

/** Entry of a worker thread: does one task. */
export async function doTask(
  job: JobSubject & { readonly task: CheckTask; readonly job: number },
): Promise<Answer<Findings>> {
  const subject = await subjectOf(job);
  const watch = new TaskBoard(job.board).watch(job.job);
  return answer(job.design, () => doTaskHere(subject, job.task, watch));
}

/** Entry of a worker thread: the simplest run of one signature. */
export async function minimise(
  job: JobSubject & { readonly candidates: Candidates },
): Promise<Answer<Counterexample>> {
  const subject = await subjectOf(job);
  const watch = silentWatch(job.board);
  return answer(job.design, () => minimiseHere(subject, job.candidates, watch));
}

/** Entry of a worker thread: what the design does with a run of another one. */
export async function counterpartOf(
  job: JobSubject & { readonly run: Execution; readonly signature: string },
): Promise<Answer<Counterpart>> {
  const subject = await subjectOf(job);
  const { run, signature } = job;
  const watch = silentWatch(job.board);
  return answer(job.design, () => counterpartOfHere(subject, run, signature, watch));
}

/** Hears when to stop, and tells nothing. */
function silentWatch(buffer: SharedArrayBuffer): Watch {
  const board = new TaskBoard(buffer);
  return {
    get stopped() {
      return board.stopped;
    },
    tell: () => undefined,
  };
}
