import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { checkDesign, type TaskRunner } from '../../explore/checking/check.ts';
import { type CheckOptions, DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import { doTask } from '../../explore/checking/check-task.ts';
import { type Ask, compareResults } from '../../explore/checking/compare-results.ts';
import type { Comparison } from '../../explore/checking/comparison.ts';
import { counterpartOf } from '../../explore/checking/counterpart.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { minimise } from '../../explore/minimal/minimise.ts';
import { TaskBoard } from '../../explore/checking/task-board.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

/** With two refusals, a range is deferred and its retry fails. */
export const COMPARED_SCOPE: Scope = { ...scopeOfTests, refusals: 2, reserve: true };

/**
 * Makes a check in this thread: a search of `COMPARED_SCOPE` for shortest runs, unless `options`
 * say otherwise.
 */
export async function checkHere(
  design: Design,
  properties: readonly Property[],
  options: Partial<CheckOptions> = {},
): Promise<DesignResult> {
  const board = TaskBoard.forJobs(1);
  const doer: TaskRunner = {
    jobs: 1,
    board,
    doTask: async (task, job) =>
      Promise.resolve(doTask(twinSubject(design, properties), task, board.watch(job))),
    minimise: async (candidates) =>
      Promise.resolve(minimise(twinSubject(design, properties), candidates, UNWATCHED)),
  };
  const all: CheckOptions = {
    ...DEFAULT_OPTIONS,
    callers: 'well-behaved',
    scopes: [COMPARED_SCOPE],
    engines: ['shortest'],
    ...options,
  };
  return checkDesign(twinSubject(design, properties), all, doer, () => undefined);
}

/** Tries runs of either design on the other one, in this thread. */
export function asking(a: Design, b: Design, properties: readonly Property[]): Ask {
  return async (on, { execution, signature }) =>
    Promise.resolve(
      counterpartOf(twinSubject(on === 'A' ? a : b, properties), execution, signature, UNWATCHED),
    );
}

/** Checks two designs in the same way, and compares them. */
export async function compareHere(
  a: Design,
  b: Design,
  properties: readonly Property[],
  options: Partial<CheckOptions> = {},
): Promise<Comparison> {
  const A = [await checkHere(a, properties, options)];
  const B = [await checkHere(b, properties, options)];
  return compareResults({ A, B }, asking(a, b, properties));
}
