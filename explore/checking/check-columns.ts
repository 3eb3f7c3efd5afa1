import { type Fault, FaultyDesign } from '../loading/faulty-design.ts';
import { type DesignRef, loadDesign } from '../loading/load-design.ts';
import type { Property } from '../../model/property.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { checkDesign, type Progress, type TaskRunner } from './check.ts';
import { compareResults } from './compare-results.ts';
import type { Comparison, Side, Sides } from './comparison.ts';
import type { Plan, PlannedColumn } from './plan.ts';
import type { CheckedColumn, Results } from './results.ts';
import type { DesignResult } from './verdict.ts';
import { QUIET_SCOPE } from '../run/quiet-scope.ts';
import type { Scope } from '../run/scope.ts';
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
  const faults: Fault[] = [];
  const comparison = await compareSides(plan, checked, workers, faults);
  return { checked: withFaults(checked, faults), comparison };
}

/** The columns, the last one with the faults that were met when the sides were compared. */
function withFaults(
  checked: readonly CheckedColumn[],
  faults: readonly Fault[],
): readonly CheckedColumn[] {
  return checked.map(({ column, result }, at) => {
    const known = new Set(result.faults.map(({ line }) => line));
    const more = at < checked.length - 1 ? [] : faults.filter(({ line }) => !known.has(line));
    return { column, result: { ...result, faults: [...result.faults, ...more] } };
  });
}

/** What is answered, or `instead` if a user's file lets nothing be answered; its fault is kept. */
async function unlessFaulty<T>(answered: Promise<T>, instead: T, faults: Fault[]): Promise<T> {
  try {
    return await answered;
  } catch (error) {
    if (!(error instanceof FaultyDesign)) throw error;
    if (faults.every(({ line }) => line !== error.fault.line)) faults.push(error.fault);
    return instead;
  }
}

const ENDED = 'an error ended it';

/** Compares the two sides; null: the plan compares nothing. */
async function compareSides(
  { columns, properties }: Plan,
  checked: readonly CheckedColumn[],
  workers: RunnerOfDesigns,
  faults: Fault[],
): Promise<Comparison | null> {
  const refOf = (side: Side): DesignRef | undefined =>
    columns.find((column) => column.side === side)?.ref;
  const [refA, refB] = [refOf('A'), refOf('B')];
  if (refA === undefined || refB === undefined) return null;
  const refs: Sides<DesignRef> = { A: refA, B: refB };
  const resultsOf = (side: Side): readonly DesignResult[] =>
    checked.flatMap(({ column, result }) => (column.side === side ? [result] : []));
  const scopes = lockstepScopes(columns);
  return compareResults(
    { A: resultsOf('A'), B: resultsOf('B') },
    async (on, { execution, signature }) =>
      unlessFaulty(
        workers.on(refs[on], properties).counterpartOf(execution, signature),
        { departs: null, parts: null, breaks: [], shows: false, bound: ENDED },
        faults,
      ),
    scopes.length === 0
      ? null
      : await unlessFaulty(
          workers.on(refB, properties).inLockstepAfter(refA, scopes),
          { scopes, partings: [], states: 0, bound: ENDED },
          faults,
        ),
  );
}

/** More calls than these are not made in lockstep: the number of states grows with each. */
const LOCKSTEP_CALLS = { narrow: 5, wide: 4 };

/**
 * The scopes in which both designs get the same calls: one with a page on each side of the 4 GiB
 * line, and a wider one. []: none, since a script says what is called, only careless callers are
 * asked for, or no scope is searched.
 */
function lockstepScopes(columns: readonly PlannedColumn[]): readonly Scope[] {
  const well = columns.find(({ options }) => options.callers === 'well-behaved')?.options;
  if (well === undefined || well.script !== null || !well.engines.includes('shortest')) return [];
  const { scopes } = well;
  const calls = Math.max(...scopes.map((scope) => scope.calls));
  const reserve = scopes.some((scope) => scope.reserve);
  const { narrow, wide } = LOCKSTEP_CALLS;
  return [
    { ...QUIET_SCOPE, calls: Math.min(narrow, calls + 1), pages: 2 },
    { ...QUIET_SCOPE, calls: Math.min(wide, calls), pages: 4, reserve },
  ];
}
