import { type DesignRef, loadDesign } from '../loading/load-design.ts';
import type { Property } from '../../model/property.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { checkDesign, type Progress, type TaskRunner } from './check.ts';
import { compareResults } from './compare-results.ts';
import type { Comparison, Side, Sides } from './comparison.ts';
import type { Plan, PlannedColumn } from './plan.ts';
import type { CheckedColumn, Results } from './results.ts';
import type { DesignResult } from './verdict.ts';
import type { Trier } from './workers.ts';

/** Makes runners of tasks for any design. `Workers` is one, with worker threads. */
export interface RunnerOfDesigns {
  on(design: DesignRef, properties: readonly Property[]): TaskRunner & Trier;
}

/** Is notified of the progress of a plan. */
export interface PlanListener {
  progress(column: PlannedColumn, done: Progress): void;
  checked(column: CheckedColumn): void;
}

/**
 * Checks one column after the other, until it is interrupted. Then it compares the sides, if the
 * plan has two.
 */
export async function checkColumns(
  plan: Plan,
  workers: RunnerOfDesigns,
  listener: PlanListener,
): Promise<Results> {
  const { columns, properties, seconds } = plan;
  const endMs = performance.now() + (seconds ?? Infinity) * 1000;
  const checked: CheckedColumn[] = [];
  for (const column of columns) {
    // Each column gets an equal share of the time that is left.
    const leftMs = Math.max(0, endMs - performance.now()) / (columns.length - checked.length);
    const options = { ...column.options, seconds: seconds === null ? null : leftMs / 1000 };
    // Sequential on purpose: the tasks of one column keep all workers busy.
    // oxlint-disable-next-line no-await-in-loop
    const design = await loadDesign(column.ref);
    // oxlint-disable-next-line no-await-in-loop
    const result = await checkDesign(
      twinSubject(design, properties),
      options,
      workers.on(column.ref, properties),
      (done) => listener.progress(column, done),
    );
    checked.push({ column, result });
    listener.checked({ column, result });
  }
  return { checked, comparison: await compareSides(plan, checked, workers) };
}

/** Compares the two sides; null: the plan compares nothing. */
async function compareSides(
  { columns, properties }: Plan,
  checked: readonly CheckedColumn[],
  workers: RunnerOfDesigns,
): Promise<Comparison | null> {
  const refOf = (side: Side): DesignRef | undefined =>
    columns.find((column) => column.side === side)?.ref;
  const [refA, refB] = [refOf('A'), refOf('B')];
  if (refA === undefined || refB === undefined) return null;
  const refs: Sides<DesignRef> = { A: refA, B: refB };
  const resultsOf = (side: Side): readonly DesignResult[] =>
    checked.flatMap(({ column, result }) => (column.side === side ? [result] : []));
  return compareResults({ A: resultsOf('A'), B: resultsOf('B') }, async (on, found) =>
    workers.on(refs[on], properties).counterpartOf(found.execution, found.signature),
  );
}
