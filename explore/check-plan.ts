import type { Callers, Scope } from './scope.ts';

/** What a check is asked to do. */
export interface CheckOptions {
  readonly callers: Callers;
  /** `random` runs, `states` of tiny scopes, or both. */
  readonly engine: 'random' | 'states' | 'both';
  readonly cpus: number;
  readonly irqs: number;
  /** Random runs. */
  readonly runs: number;
  readonly seed: number;
  /** Memory demand of the random runs' tree. */
  readonly memory: Scope['memory'];
  /** Most states that a search of one tiny scope may visit. */
  readonly maxStates: number;
  /** No piece of work is begun after so many seconds; null: all are done. */
  readonly seconds: number | null;
}

/** A piece of work that depends on no other; its outcome depends on nothing else. */
export type CheckTask =
  | { readonly kind: 'states'; readonly scope: Scope; readonly maxStates: number }
  | {
      readonly kind: 'random';
      readonly scope: Scope;
      readonly runs: number;
      readonly seed: number;
    };

export const DEFAULT_OPTIONS: Omit<CheckOptions, 'callers'> = {
  engine: 'both',
  cpus: 2,
  irqs: 1,
  runs: 8000,
  seed: 1,
  memory: 'adversarial',
  maxStates: 400_000,
  seconds: null,
};

/** Random runs of one task. */
const RUNS_PER_TASK = 500;

/** Tasks in a fixed order: results are merged in it, however many workers there are. */
export function planTasks(options: CheckOptions): readonly CheckTask[] {
  const tasks: CheckTask[] = [];
  if (options.engine !== 'random') {
    for (const scope of tinyScopes(options)) {
      tasks.push({ kind: 'states', scope, maxStates: options.maxStates });
    }
  }
  if (options.engine === 'states') return tasks;
  for (let from = 0, number = 0; from < options.runs; from += RUNS_PER_TASK, number += 1) {
    tasks.push({
      kind: 'random',
      scope: randomScope(options, number % 2 === 0 ? 'exact' : 'any'),
      runs: Math.min(RUNS_PER_TASK, options.runs - from),
      seed: options.seed * 1_000_000 + number,
    });
  }
  return tasks;
}

/**
 * The scope of random runs: long runs in a space that fills up. Where the tree itself decides what
 * needs memory there must be enough ranges for more than one leaf.
 */
export function randomScope(options: CheckOptions, timers: Scope['timers']): Scope {
  const { callers, cpus, irqs, memory } = options;
  return {
    cpus,
    irqs,
    calls: memory === 'tree' ? 90 : 24,
    pages: memory === 'tree' ? 64 : 8,
    refusals: 8,
    callers,
    reserve: true,
    teardown: true,
    memory,
    timers,
  };
}

/**
 * Scopes small enough to visit every state: two CPUs, where timers may fire at any moment; a CPU
 * and its interrupt; and more calls one after the other, on the virtual clock.
 */
export function tinyScopes(options: CheckOptions): readonly Scope[] {
  const { callers } = options;
  const base = { callers, refusals: 1, reserve: true, teardown: true } as const;
  const scope = { ...base, memory: 'adversarial' } as const;
  const alone: Scope = { ...scope, cpus: 1, irqs: 0, calls: 3, pages: 4, timers: 'exact' };
  const scopes = [alone];
  if (options.cpus > 1) {
    scopes.push({ ...scope, cpus: 2, irqs: 0, calls: 2, pages: 2, timers: 'any' });
  }
  if (options.irqs > 0) {
    scopes.push({ ...scope, cpus: 1, irqs: 1, calls: 2, pages: 4, timers: 'any' });
  }
  return scopes;
}
