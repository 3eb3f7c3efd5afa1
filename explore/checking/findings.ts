import type { CheckTask } from './check-plan.ts';
import type { RunsBySignature } from '../world/execution.ts';

/** What one task found; plain data, so that a worker can send it. */
export interface Findings {
  /** No cheaper run of the task's calls shows it in its scope, if `bound` is null. */
  readonly cheapest: RunsBySignature;
  /** Runs that need not be the simplest, to be made simpler. */
  readonly rough: RunsBySignature;
  /** Of each property id, in how many runs (random) or how often (a search) it was witnessed. */
  readonly witnesses: Readonly<Record<string, number>>;
  /** Whole runs carried out. */
  readonly runs: number;
  readonly actions: number;
  readonly states: number;
  /** Pairs of states that only the exact comparison told apart. */
  readonly collisions: number;
  /** Random runs in which nobody knows whether a context would have come to rest. */
  readonly unending: number;
  /** Why a sample of the runs did not happen again alike; null: it did. */
  readonly unrepeated: string | null;
  /** The bound that cut the task short, and how far it came; null: it did all it was to do. */
  readonly bound: string | null;
}

/** A task and what came of it; null: it has not begun. */
export interface TaskResult {
  readonly task: CheckTask;
  readonly findings: Findings | null;
}
