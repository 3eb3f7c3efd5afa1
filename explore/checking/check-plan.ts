import type { Subject } from '../../port/subject.ts';
import { CannotSearch } from '../world/cannot-search.ts';
import { PRESETS } from '../run/presets.ts';
import {
  cachedScope,
  filledScope,
  fullScope,
  piledScope,
  randomScope,
  treeScope,
  wideScope,
} from '../engines/random/random-scopes.ts';
import type { Callers } from '../../port/caller-kinds.ts';
import { formatScope, type Scope } from '../run/scope.ts';
import { refillScript, type Script } from '../run/script.ts';
import { type TreeMemory, treeMemoryOf } from '../../port/tree-memory.ts';
import type { Limits } from '../state-space/limits.ts';

/**
 * How runs are found: at random, by visiting every state, or by exploring every class of
 * interleavings.
 */
export const ENGINES = ['random', 'shortest', 'exhaustive'] as const;
export type Engine = (typeof ENGINES)[number];

/** What a check is asked to do. */
export interface CheckOptions {
  readonly callers: Callers;
  readonly engines: readonly Engine[];
  /**
   * The scopes that searches are to exhaust. There is at least one, and all have the callers above.
   */
  readonly scopes: readonly Scope[];
  /**
   * The script of searches, and the name of its file; null: searches make all calls that the scopes
   * allow.
   */
  readonly script: { readonly fileName: string; readonly script: Script } | null;
  /** The number of random runs. */
  readonly runs: number;
  readonly seed: number;
  readonly search: SearchSettings;
  /** The memory of random runs in which the tree decides. */
  readonly treeMemory: TreeMemory;
  /** The check ends soon after this time, in seconds; null: it ends when everything is done. */
  readonly seconds: number | null;
}

/** How each search is done. */
export interface SearchSettings extends Limits {
  /** The exhaustive engine explores at most this many classes of runs of each script. */
  readonly maxExecutions: number;
  /** Whether states are compared themselves, and not only their fingerprints. */
  readonly exact: boolean;
  /** At most this many times does a run leave a context that could have gone on; null: no bound. */
  readonly preemptions: number | null;
}

/**
 * A piece of work that is independent of all others: its outcome depends on nothing but the task
 * and the subject.
 */
export type CheckTask =
  | {
      readonly kind: 'shortest';
      readonly scope: Scope;
      /** Null: every call that the scope allows. */
      readonly script: Script | null;
      /**
       * Only runs are searched whose first calls are these, as many as each begins. Absent: all
       * runs.
       */
      readonly first?: Script;
      readonly settings: SearchSettings;
    }
  | {
      readonly kind: 'exhaustive';
      /** In this scope, timers fire at any moment. */
      readonly scope: Scope;
      /** Null: every script of the scope. */
      readonly script: Script | null;
      /** Which scripts of the scope: number `index` (from 0), and every `of`-th one after it. */
      readonly part: { readonly index: number; readonly of: number };
      /** At most this many classes of runs of each script are explored. */
      readonly maxExecutions: number;
    }
  | {
      readonly kind: 'random';
      readonly scope: Scope;
      readonly runs: number;
      readonly seed: number;
    };

export const DEFAULT_OPTIONS: Omit<CheckOptions, 'callers' | 'scopes'> = {
  engines: ['shortest', 'random'],
  script: null,
  runs: 8000,
  seed: 1,
  treeMemory: treeMemoryOf({}),
  search: {
    maxStates: Infinity,
    maxMegabytes: 1024,
    maxExecutions: 1_000_000,
    exact: false,
    preemptions: null,
  },
  seconds: null,
};

/** The scopes that are searched by default. */
export function defaultScopes(callers: Callers): readonly Scope[] {
  return PRESETS.default.map((scope) => ({ ...scope, callers }));
}

/** The number of random runs in one task. */
const RUNS_PER_TASK = 500;
/** Random runs in each of the two scopes with caches that fill soon. */
const CACHED_RUNS = 80;
/** Random runs in the scope with magazines as large as the kernel's. */
const FULL_RUNS = 8;
/** Random runs in the scope of a wide user. */
const WIDE_RUNS = 40;

/**
 * At most this many further random runs, in a tree as large as that of the largest scope: each
 * takes long.
 */
const FILLED_RUNS = 200;
/**
 * At most this many further random runs, in trees of several leaves that decide themselves what
 * needs memory.
 */
const TREE_RUNS = 300;

/**
 * The options for a subject: one that cannot be set up with caches is not searched in scopes with
 * some.
 * @throws CannotSearch if no scope is left
 */
export function optionsFor<O extends Pick<CheckOptions, 'scopes'>>(
  subject: Subject,
  options: O,
): O {
  if (subject.caches === true) return options;
  const scopes = options.scopes.filter(({ magazine }) => magazine === 0);
  if (scopes.length === 0) throw new CannotSearch(subject, 'be set up with caches');
  return scopes.length === options.scopes.length ? options : { ...options, scopes };
}

/**
 * The tasks, in a fixed order. Results are merged in this order, whatever the number of workers.
 */
export function planTasks(options: CheckOptions): readonly CheckTask[] {
  const { engines, scopes } = options;
  return [
    // Random runs come first, because they find something however little time there is.
    ...(engines.includes('random') ? randomTasks(options) : []),
    ...(engines.includes('shortest') ? scopes.map((scope) => shortestTask(scope, options)) : []),
    ...(engines.includes('exhaustive') ? exhaustiveTasks(options) : []),
  ];
}

function shortestTask(scope: Scope, options: CheckOptions): CheckTask {
  return { kind: 'shortest', scope, script: scriptOf(scope, options), settings: options.search };
}

/** The calls that the searches of a scope make; null: all that it allows. */
function scriptOf(scope: Scope, { script }: CheckOptions): Script | null {
  return script?.script ?? (scope.requests === 'refill' ? refillScript(scope) : null);
}

/** The scripts of a scope are dealt out to this many parts. */
const PARTS = 32;

/**
 * In these tasks timers fire at any moment, which covers every exact time. A scope that refills is
 * left to the search of states, unless there is no other: its many refusals can be combined in so
 * many ways that it would never be exhausted, and no property would hold.
 */
function exhaustiveTasks(options: CheckOptions): readonly CheckTask[] {
  const scopes = new Map<string, Scope>();
  const others = options.scopes.filter(({ requests }) => requests !== 'refill');
  for (const scope of others.length === 0 ? options.scopes : others) {
    const untimed: Scope = { ...scope, timers: 'any' };
    scopes.set(formatScope(untimed), untimed);
  }
  return [...scopes.values()].flatMap((scope) => parts(scope, options));
}

function parts(scope: Scope, options: CheckOptions): readonly CheckTask[] {
  // Scripts of equal CPUs are not told apart, and caches make CPUs differ.
  if (scope.magazine > 0) return [];
  const script = scriptOf(scope, options);
  const of = script === null ? PARTS : 1;
  return Array.from({ length: of }, (_, index) => ({
    kind: 'exhaustive',
    scope,
    script,
    part: { index, of },
    maxExecutions: options.search.maxExecutions,
  }));
}

function randomTasks({ scopes, runs, seed, treeMemory }: CheckOptions): readonly CheckTask[] {
  const tasks: CheckTask[] = [];
  for (let from = 0, number = 0; from < runs; from += RUNS_PER_TASK, number += 1) {
    tasks.push({
      kind: 'random',
      scope: randomScope(scopes, number % 2 === 0 ? 'exact' : 'any'),
      runs: Math.min(RUNS_PER_TASK, runs - from),
      seed: seed * 1_000_000 + number,
    });
  }
  if (runs > 0) {
    const others: readonly (readonly [Scope | null, number])[] = [
      [filledScope(scopes), FILLED_RUNS],
      [cachedScope(scopes), CACHED_RUNS],
      [piledScope(scopes), CACHED_RUNS],
      [fullScope(scopes), FULL_RUNS],
      [wideScope(scopes), WIDE_RUNS],
      [treeScope(scopes, treeMemory), TREE_RUNS],
    ];
    for (const [scope, some] of others) {
      const number = seed * 1_000_000 + tasks.length;
      if (scope === null) continue;
      tasks.push({ kind: 'random', scope, runs: Math.min(some, runs), seed: number });
    }
  }
  return tasks;
}
