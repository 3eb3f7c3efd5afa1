import { allProperties } from '../../model/properties/all.ts';
import type { Property } from '../../model/property.ts';
import { answer, type Answer } from '../loading/worker-reply.ts';
import type { CheckTask } from './check-plan.ts';
import { doTask as doTaskHere } from './check-task.ts';
import { type Counterpart, counterpartOf as counterpartOfHere } from './counterpart.ts';
import type { Execution } from '../world/execution.ts';
import type { Findings } from './findings.ts';
import { type DesignRef, loadDesign } from '../loading/load-design.ts';
import { type Candidates, settle as settleHere } from '../minimal/minimise.ts';
import { TaskBoard } from './task-board.ts';
import type { Counterexample } from './verdict.ts';
import type { Watch } from '../state-space/watch.ts';

/** What every job says: a design, properties by id, and where it is watched. */
export interface JobSubject {
  readonly design: DesignRef;
  readonly properties: readonly string[];
  /** Of the `TaskBoard` of all jobs. */
  readonly board: SharedArrayBuffer;
}

function named(ids: readonly string[]): readonly Property[] {
  return allProperties.filter((property) => ids.includes(property.id));
}

/** Entry of a worker thread: does one task. */
export async function doTask(
  job: JobSubject & { readonly task: CheckTask; readonly job: number },
): Promise<Answer<Findings>> {
  const design = await loadDesign(job.design);
  const watch = new TaskBoard(job.board).watch(job.job);
  return answer(job.design, () => doTaskHere(design, named(job.properties), job.task, watch));
}

/** Entry of a worker thread: the simplest run of one signature. */
export async function settle(
  job: JobSubject & { readonly candidates: Candidates },
): Promise<Answer<Counterexample>> {
  const design = await loadDesign(job.design);
  const properties = named(job.properties);
  const watch = silentWatch(job.board);
  return answer(job.design, () => settleHere(design, properties, job.candidates, watch));
}

/** Entry of a worker thread: what the design does with a run of another one. */
export async function counterpartOf(
  job: JobSubject & { readonly run: Execution; readonly signature: string },
): Promise<Answer<Counterpart>> {
  const design = await loadDesign(job.design);
  const { run, signature } = job;
  const properties = named(job.properties);
  const watch = silentWatch(job.board);
  return answer(job.design, () => counterpartOfHere(design, properties, run, signature, watch));
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
