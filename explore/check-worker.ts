import { allProperties } from '../model/properties/all.ts';
import type { Property } from '../model/property.ts';
import type { CheckTask } from './check-plan.ts';
import { doTask as doTaskHere, type Findings, shrinkBest } from './check-task.ts';
import type { Execution } from './execution.ts';
import { loadDesign } from './load-design.ts';

/** What every job says: a design by name or file, and properties by id. */
export interface JobSubject {
  readonly design: string;
  readonly properties: readonly string[];
}

function named(ids: readonly string[]): readonly Property[] {
  return allProperties.filter((property) => ids.includes(property.id));
}

/** Entry of a worker thread: does one task. */
export async function doTask(job: JobSubject & { readonly task: CheckTask }): Promise<Findings> {
  return doTaskHere(await loadDesign(job.design), named(job.properties), job.task);
}

/** Entry of a worker thread: shrinks runs of one signature. */
export async function shrink(
  job: JobSubject & { readonly signature: string; readonly runs: readonly Execution[] },
): Promise<Execution> {
  const design = await loadDesign(job.design);
  return shrinkBest(design, named(job.properties), job.signature, job.runs);
}
