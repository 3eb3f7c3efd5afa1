import { allProperties } from '../model/properties/all.ts';
import type { Property } from '../model/property.ts';
import type { CheckTask } from './check-plan.ts';
import { doTask as doTaskHere, type Findings, shrinkBest } from './check-task.ts';
import type { Execution } from './execution.ts';
import { blameFile, FaultyDesign } from './faulty-design.ts';
import { loadDesign } from './load-design.ts';

/** What every job says: a design by name or file, and properties by id. */
export interface JobSubject {
  readonly design: string;
  readonly properties: readonly string[];
}

/** Errors lose their class on the way out of a thread; this does not. */
export type Answer<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'faulty design'; readonly message: string };

function named(ids: readonly string[]): readonly Property[] {
  return allProperties.filter((property) => ids.includes(property.id));
}

function answer<T>(design: string, work: () => T): Answer<T> {
  try {
    return { kind: 'done', value: blameFile(design, work) };
  } catch (error) {
    if (error instanceof FaultyDesign) return { kind: 'faulty design', message: error.message };
    throw error;
  }
}

/** Entry of a worker thread: does one task. */
export async function doTask(
  job: JobSubject & { readonly task: CheckTask },
): Promise<Answer<Findings>> {
  const design = await loadDesign(job.design);
  return answer(job.design, () => doTaskHere(design, named(job.properties), job.task));
}

/** Entry of a worker thread: shrinks runs of one signature. */
export async function shrink(
  job: JobSubject & { readonly signature: string; readonly runs: readonly Execution[] },
): Promise<Answer<Execution>> {
  const design = await loadDesign(job.design);
  const properties = named(job.properties);
  return answer(job.design, () => shrinkBest(design, properties, job.signature, job.runs));
}
