/** Whole checks in this thread: tasks planned, done, and merged into verdicts. */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { checkDesign, type TaskRunner } from '../../explore/checking/check.ts';
import { type CheckOptions, DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import { doTask } from '../../explore/checking/check-task.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { minimise } from '../../explore/minimal/minimise.ts';
import { TaskBoard } from '../../explore/checking/task-board.ts';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import { marker } from '../../impl/designs/marker.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { DMA32 } from '../run/scripted-run.ts';

const judged = allProperties.filter(({ id }) => ['MEM-2', 'LIV-1', 'WRK-1'].includes(id));
/** In this scope something is deferred for ever: there is one refusal, and time passes. */
const TIMED: Scope = { ...scopeOfTests, refusals: 1, timers: 'exact' };
const UNTIMED: Scope = { ...scopeOfTests, teardown: true };

function doer(board: TaskBoard, jobs: number): TaskRunner {
  return {
    jobs,
    board,
    doTask: async (task, job) => {
      // Makes later tasks end first.
      await later(task.scope.timers === 'exact' ? 20 : 0);
      return doTask(twinSubject(marker, judged), task, board.watch(job));
    },
    minimise: (candidates) =>
      Promise.resolve(minimise(twinSubject(marker, judged), candidates, UNWATCHED)),
  };
}

async function check(
  options: Partial<CheckOptions>,
  board: TaskBoard = TaskBoard.forJobs(2),
  jobs: number = 2,
): Promise<DesignResult> {
  const all: CheckOptions = {
    ...DEFAULT_OPTIONS,
    callers: 'well-behaved',
    scopes: [TIMED, UNTIMED],
    engines: ['shortest'],
    ...options,
  };
  return await checkDesign(twinSubject(marker, judged), all, doer(board, jobs), () => undefined);
}

function verdictOn(result: DesignResult, id: string): Verdict | undefined {
  return result.verdicts.find(({ property }) => property.id === id)?.verdict;
}

function classesOf(result: DesignResult): readonly Counterexample[] {
  return result.verdicts.flatMap(({ verdict }) =>
    verdict.kind === 'violated' ? verdict.counterexamples : [],
  );
}

describe('a check', () => {
  test('a property holds within exhausted scopes, or does not apply to the design', async () => {
    const result = await check({});
    const exhausted = [TIMED, UNTIMED];
    expect(verdictOn(result, 'MEM-2')).toMatchObject({ kind: 'holds', exhausted });
    expect(verdictOn(result, 'WRK-1')).toEqual({ kind: 'not-applicable' });
    expect(result).toMatchObject({ stopped: null, script: null });
  });

  test('a run from an exhausted scope is proved the shortest in that scope', async () => {
    const result = await check({});
    expect(verdictOn(result, 'LIV-1')).toMatchObject({ kind: 'violated', bound: null });
    const [first] = classesOf(result);
    expect(first).toMatchObject({
      signature: 'LIV-1 nobody erases what free_iova() deferred, the work is idle',
    });
    expect(first?.proof).toEqual({ among: 'all runs', scope: TIMED });
    expect(first?.realisation).toMatchObject({ kind: 'realised', fillers: 0 });
  });

  test('a check does not depend on the number of jobs or on which task ends first', async () => {
    const engines = ['shortest', 'random'] as const;
    const one = await check({ engines, runs: 60 }, TaskBoard.forJobs(1), 1);
    const three = await check({ engines, runs: 60 }, TaskBoard.forJobs(3), 3);
    expect({ ...three, stats: null }).toEqual({ ...one, stats: null });
  });

  test('a check that hits a bound proves no run the shortest, and names the bound', async () => {
    const search = { ...DEFAULT_OPTIONS.search, preemptions: 0 };
    const result = await check({ search });
    expect(classesOf(result)[0]?.proof).toBeNull();
    expect(verdictOn(result, 'LIV-1')).toMatchObject({
      kind: 'violated',
      bound: expect.stringContaining('0 preemptions of cpus=1') as string,
    });
    const verdict = verdictOn(result, 'MEM-2');
    expect(verdict).toMatchObject({ kind: 'inconclusive' });
    expect(JSON.stringify(verdict)).toContain('0 preemptions of cpus=1');
  });

  test('a check says at how many states or how much memory its search was cut', async () => {
    const few = await check({ search: { ...DEFAULT_OPTIONS.search, maxStates: 50 } });
    expect(JSON.stringify(verdictOn(few, 'MEM-2'))).toContain('50 states of cpus=1');
    const small = await check({ search: { ...DEFAULT_OPTIONS.search, maxMegabytes: 0 } });
    expect(JSON.stringify(verdictOn(small, 'MEM-2'))).toMatch(/0 MB after \d+ states of cpus=1/);
  });

  test('an interrupted check says how much was not begun, and lets no property hold', async () => {
    const board = TaskBoard.forJobs(1);
    board.stop('interrupted');
    const result = await check({}, board, 1);
    expect(result.stopped).toBe('interrupted');
    const bound = 'interrupted: 2 of 2 pieces of work not begun';
    expect(verdictOn(result, 'MEM-2')).toMatchObject({ kind: 'inconclusive', bound });
  });

  test('a check that runs out of time takes no time from the next check', async () => {
    const board = TaskBoard.forJobs(1);
    const late = await check({ seconds: 0 }, board, 1);
    expect(late.stopped).toBe('time ran out');
    expect((await check({}, board, 1)).stopped).toBeNull();
  });

  test('a check of a script proves a run the shortest for its calls', async () => {
    const on = 'cpu0';
    const alloc = { fn: 'alloc', sizePages: 1, limit: DMA32 - 1, aligned: true } as const;
    const free = { fn: 'free', what: { call: 0, offsetPages: 0 } } as const;
    const script = [
      { on, call: alloc },
      { on, call: free },
    ] as const;
    const result = await check({ scopes: [TIMED], script: { fileName: 's.json', script } });
    expect(result.script).toBe('s.json');
    expect(classesOf(result)[0]?.proof).toEqual({ among: 'its calls', scope: TIMED });
  });

  test('a check counts collisions of fingerprints only if it compares states', async () => {
    expect((await check({})).stats.collisions).toBeNull();
    const exact = await check({ search: { ...DEFAULT_OPTIONS.search, exact: true } });
    expect(exact.stats.collisions).toBe(0);
  });
});
