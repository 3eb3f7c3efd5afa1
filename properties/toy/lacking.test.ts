/** What a check of a system can and cannot do if the system lacks a capability. */
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { adviseEngine } from '../../cli/pipeline/advise-engine.ts';
import { EXIT } from '../../cli/process/exit-code.ts';
import { fail } from '../../cli/process/fail.ts';
import { checkDesign } from '../../explore/checking/check.ts';
import { DEFAULT_OPTIONS, type Engine } from '../../explore/checking/check-plan.ts';
import { doTask } from '../../explore/checking/check-task.ts';
import { counterpartOf } from '../../explore/checking/counterpart.ts';
import { TaskBoard } from '../../explore/checking/task-board.ts';
import type { Verdict } from '../../explore/checking/verdict.ts';
import { exhaust, UNBOUNDED } from '../../explore/engines/exhaustive/exhaust.ts';
import { findLasso } from '../../explore/engines/lasso/find-lasso.ts';
import { scenes } from '../../explore/engines/lasso/scene.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { answer, valueOf } from '../../explore/loading/worker-reply.ts';
import { minimise } from '../../explore/minimal/minimise.ts';
import { QUIET_SCOPE } from '../../explore/run/quiet-scope.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { shrinkTo } from '../../explore/shrinking/shrink.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import { CannotSearch } from '../../explore/world/cannot-search.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { World } from '../../explore/world/world.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scriptsOf } from '../../explore/run/scripts.ts';
import type { Subject } from '../../port/subject.ts';
import { toySubject } from './toy-subject.ts';

const SOUND = { races: false, forgets: false };
const RACES = { races: true, forgets: false };
const FORGETS = { races: false, forgets: true };
const SCOPE: Scope = { ...QUIET_SCOPE, cpus: 2, calls: 3, pages: 4, refusals: 1, timers: 'any' };
const RACE = 'OWN-1 alloc_iova() stored over an owned range';
const OPTIONS = { exact: true, preemptions: null, script: null };

const unsaved = toySubject(RACES, allProperties, { snapshots: null });

function search(): unknown {
  return searchScope(unsaved, SCOPE, atMostStates(1), OPTIONS);
}

/** A random run that shows the race of a toy that cannot save its states. */
function racingRun(): Execution {
  const runs = new RunArbitrary(unsaved, { ...SCOPE, calls: 12 });
  const run = fc
    .sample(runs, { numRuns: 200, seed: 1 })
    .find(({ breaches }) => breaches.some(({ signature }) => signature === RACE));
  if (run === undefined) throw new Error('no random run shows the race');
  return run;
}

/** The verdict on a property after a whole check in one exact scope. */
async function verdictOn(id: string, subject: Subject, engine: Engine): Promise<Verdict> {
  const scope: Scope = { ...SCOPE, cpus: 1, timers: 'exact' };
  const options = { ...DEFAULT_OPTIONS, engines: [engine], runs: 200, scopes: [scope] };
  const board = TaskBoard.forJobs(1);
  const { verdicts } = await checkDesign(
    subject,
    { ...options, callers: scope.callers },
    {
      jobs: 1,
      board,
      doTask: async (task, job) => doTask(subject, task, board.watch(job)),
      minimise: async (candidates) => minimise(subject, candidates, UNWATCHED),
    },
    () => undefined,
  );
  const judged = verdicts.find(({ property }) => property.id === id);
  if (judged === undefined) throw new Error(`no verdict on ${id}`);
  return judged.verdict;
}

describe('a system that cannot save its states', () => {
  test('the shortest engine refuses a system that cannot save its states', () => {
    expect(search).toThrow(CannotSearch);
    expect(search).toThrow(/^toy: it cannot save its states$/);
  });

  test('the random engine runs a system that cannot save its states', () => {
    expect(racingRun().cost.calls).toBeGreaterThan(0);
  });

  test('a run of a system that cannot save its states shrinks, but has no proof', () => {
    const run = racingRun();
    const candidates = { signature: RACE, cheapest: null, rough: [run] };
    const { execution, proof } = minimise(unsaved, candidates, UNWATCHED);
    expect(proof).toBeNull();
    expect(execution.cost).toEqual(shrinkTo(unsaved, run, RACE).execution.cost);
    expect(execution.cost).toEqual({ calls: 2, refusals: 0, switches: 2, steps: 6 });
  });

  test('a random check of a system that cannot save its states ends with a verdict', async () => {
    const verdict = await verdictOn(
      'LIV-1',
      toySubject(FORGETS, allProperties, { snapshots: null }),
      'random',
    );
    expect(verdict.kind).toBe('violated');
  });

  test('a run is not ruled out on a system that cannot save its states', () => {
    const sound = toySubject(SOUND, allProperties, { snapshots: null });
    const { shows, bound } = counterpartOf(sound, racingRun(), RACE, UNWATCHED);
    expect({ shows, bound }).toEqual({
      shows: false,
      bound: 'the system cannot save its states',
    });
  });
});

describe('what an engine cannot search', () => {
  function failed(error: unknown): { readonly code: number; readonly err: string } {
    const lines: string[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    });
    try {
      return { code: fail(error), err: lines.join('') };
    } finally {
      write.mockRestore();
    }
  }

  function thrownBy(work: () => unknown): unknown {
    try {
      work();
    } catch (error) {
      return error;
    }
    return null;
  }

  test('an engine that cannot search a system ends the command with 2 and one line', () => {
    const err = 'iova-check: toy: it cannot save its states\n';
    expect(failed(thrownBy(search))).toEqual({ code: EXIT.usage, err });
  });

  test('a command that has --engine advises another engine', async () => {
    const check = adviseEngine(async () => search());
    const error = await check.catch((thrown: unknown) => thrown);
    const err =
      'iova-check: toy: it cannot save its states, which this engine needs; use --engine random\n';
    expect(failed(error)).toEqual({ code: EXIT.usage, err });
  });

  test('what an engine cannot search leaves a worker thread as such, and blames no file', () => {
    const reply = answer({ design: './mine.ts', policy: null }, search);
    const received = structuredClone(reply);
    expect(() => valueOf(received)).toThrow(CannotSearch);
    expect(() => valueOf(received)).toThrow(/^toy: it cannot save its states$/);
  });
});

test('the exhaustive engine refuses a system that cannot say what its steps touch', () => {
  const subject = toySubject(RACES, allProperties, { recording: null });
  const explore = (): unknown => exhaust(subject, SCOPE, () => scriptsOf(SCOPE), UNBOUNDED);
  expect(explore).toThrow(/^toy: it cannot say what a step touches$/);
});

describe('a system without a clock', () => {
  test('the search for lassos refuses a system without a clock', () => {
    const [backForGood] = scenes(1000);
    const subject = toySubject(FORGETS, [], { timing: null });
    const searchLassos = (): unknown => findLasso(subject, backForGood, 'queued');
    expect(searchLassos).toThrow(CannotSearch);
    expect(searchLassos).toThrow(/^toy: it cannot let time pass$/);
  });

  test('a timed property does not hold for want of a clock', async () => {
    const timed = toySubject(FORGETS, allProperties);
    const untimed = toySubject(FORGETS, allProperties, { timing: null });
    expect(await verdictOn('LIV-1', timed, 'shortest')).toMatchObject({ kind: 'violated' });
    expect(await verdictOn('LIV-1', untimed, 'shortest')).toEqual({
      kind: 'inconclusive',
      bound: 'it needs a clock, which the system does not have',
      witnesses: 0,
    });
    expect(await verdictOn('OWN-1', untimed, 'shortest')).toMatchObject({ kind: 'holds' });
  });

  test('a world without a clock has no timed judges, though the timers are exact', () => {
    const scope: Scope = { ...SCOPE, timers: 'exact' };
    const judgesOf = (subject: Subject): boolean =>
      new World(subject, scope, 'explain').judges.properties.some(({ timed }) => timed);
    expect(judgesOf(toySubject(SOUND, allProperties))).toBe(true);
    expect(judgesOf(toySubject(SOUND, allProperties, { timing: null }))).toBe(false);
  });
});

test('a return to a saved state does not set back how often memory was asked for', () => {
  const world = new World(toySubject(SOUND, []), SCOPE, 'search');
  const on = 'cpu0';
  const limit = world.system.space.topPfn;
  world.apply({ do: 'start', on, call: { fn: 'alloc', sizePages: 1, limit, aligned: true } });
  world.apply({ do: 'step', on });
  const [call] = world.judges.ledger.owned.map((grant) => grant.call);
  world.apply({ do: 'start', on, call: { fn: 'free', what: { call: call ?? 0, offsetPages: 0 } } });
  const [saved, key] = [world.save(), world.key()];
  world.apply({ do: 'step', on, refuse: true });
  world.restore(saved);
  expect(world.key()).toBe(key);
  expect(world.system.memory).toMatchObject({ asked: 1, refused: 1 });
});
