import { isKernelName } from '../building/kernel-name.ts';
import { countEntries } from '../loading/count-entries.ts';
import type { Property } from '../../model/property.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Subject } from '../../port/subject.ts';
import { isFileName } from '../loading/import-default.ts';
import { faultOf } from '../loading/faulty-design.ts';
import { CutShort } from '../world/cut-short.ts';
import { answer, type WorkerReply } from '../loading/worker-reply.ts';
import type { CheckTask } from './check-plan.ts';
import { doSearchTogether, doTask, type SearchTask } from './check-task.ts';
import { Crew, type Seat } from '../crew/crew.ts';
import { type Counterpart, counterpartOf } from './counterpart.ts';
import { type Lockstep, searchInLockstep } from '../engines/lockstep/lockstep.ts';
import type { Scope } from '../run/scope.ts';
import type { Execution } from '../world/execution.ts';
import { type Findings, NO_FINDINGS } from './findings.ts';
import { type DesignRef, loadDesign } from '../loading/load-design.ts';
import { type Candidates, minimise } from '../minimal/minimise.ts';
import { TaskBoard } from './task-board.ts';
import type { Counterexample } from '../minimal/counterexample.ts';
import type { Watch } from '../state-space/watch.ts';

/** What every job names: a design, properties by id, and the board on which it is watched. */
export interface JobSubject {
  readonly design: DesignRef;
  readonly properties: readonly string[];
  /** The memory of the `TaskBoard` that all jobs share. */
  readonly board: SharedArrayBuffer;
}

/** The design of a job, judged by the properties of the job. */
async function subjectOf(job: JobSubject, which?: 'fresh'): Promise<Subject> {
  return twinSubject(await loadDesign(job.design, { which }), judgedBy(job));
}

function judgedBy({ properties }: JobSubject): readonly Property[] {
  return knownProperties.filter(({ id }) => properties.includes(id));
}

/** Loads the design of a job, which counts what is entered of it. */
async function loadCounting({ design }: JobSubject): Promise<ReturnType<typeof countEntries>> {
  const loaded = await loadDesign(design);
  // The author of a kernel tree has written none of the functions that run its C.
  return isKernelName(design.design) ? { design: loaded, entries: {} } : countEntries(loaded);
}

/**
 * Entry point of a worker thread: does a search together with others. Seat 0 answers with all that
 * was found. Null: something went wrong, in this thread or in another.
 */
export async function searchTogetherJob(
  job: JobSubject & { readonly task: SearchTask; readonly job: number; readonly seat: Seat },
): Promise<Findings | null> {
  try {
    const { design, entries } = await loadCounting(job);
    const watch = new TaskBoard(job.board).watch(job.job);
    const subject = twinSubject(design, judgedBy(job));
    return { ...doSearchTogether(subject, job.task, watch, job.seat), entries };
  } catch {
    // It is searched again by one thread, which tells what goes wrong then.
    new Crew(job.seat).leave();
    return null;
  }
}

/** Entry point of a worker thread: does one task. */
export async function doTaskJob(
  job: JobSubject & { readonly task: CheckTask; readonly job: number },
): Promise<WorkerReply<Findings>> {
  const { design, entries } = await loadCounting(job);
  const subject = twinSubject(design, judgedBy(job));
  const again = await subjectOf(job, 'fresh');
  const watch = new TaskBoard(job.board).watch(job.job);
  return answer(job.design, () => ({ ...findingsOf(job, subject, again, watch), entries }));
}

/** What a task found; if the design's file ended it, what it had found until then, and why. */
function findingsOf(
  { design, task }: JobSubject & { readonly task: CheckTask },
  subject: Subject,
  again: Subject,
  watch: Watch,
): Findings {
  try {
    return doTask(subject, task, watch, again);
  } catch (error) {
    return error instanceof CutShort
      ? { ...(error.partial as Findings), fault: faultOf(design, error.cause) }
      : { ...NO_FINDINGS, fault: faultOf(design, error) };
  }
}

/** Entry point of a worker thread: finds the simplest run of one signature. */
export async function minimiseJob(
  job: JobSubject & { readonly candidates: Candidates },
): Promise<WorkerReply<Counterexample>> {
  const subject = await subjectOf(job);
  const watch = silentWatch(job.board);
  return answer(job.design, () => minimise(subject, job.candidates, watch));
}

/** Entry point of a worker thread: tries a run of another design on this one. */
export async function counterpartJob(
  job: JobSubject & { readonly run: Execution; readonly signature: string },
): Promise<WorkerReply<Counterpart>> {
  const subject = await subjectOf(job);
  const { run, signature } = job;
  const watch = silentWatch(job.board);
  return answer(job.design, () => counterpartOf(subject, run, signature, watch));
}

/** States of two designs in lockstep, at most. Four calls on four pages have some 13 000. */
const LOCKSTEP_STATES_MAX = 100_000;

/** Entry point of a worker thread: makes the same calls on another design, `a`, and on this one. */
export async function lockstepJob(
  job: JobSubject & { readonly a: DesignRef; readonly scopes: readonly Scope[] },
): Promise<WorkerReply<Lockstep>> {
  const subjects = { A: await subjectOf({ ...job, design: job.a }), B: await subjectOf(job) };
  const watch = silentWatch(job.board);
  // The steps of either may be wrong: a file is to blame, and no design of the suite.
  const isFile = [job.design.design, job.design.policy ?? ''].some(
    (name) => isFileName(name) || isKernelName(name),
  );
  return answer(isFile ? job.design : job.a, () =>
    searchInLockstep(subjects, job.scopes, LOCKSTEP_STATES_MAX, watch),
  );
}

/** A watch that says when to stop, and reports nothing. */
function silentWatch(buffer: SharedArrayBuffer): Watch {
  const board = new TaskBoard(buffer);
  return {
    get stopped() {
      return board.stopped;
    },
    tell: () => undefined,
  };
}
