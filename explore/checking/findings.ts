import type { Fault } from '../loading/faulty-design.ts';
import type { Entries } from '../loading/count-entries.ts';
import type { CheckTask } from './check-plan.ts';
import type { RunsBySignature } from '../world/execution.ts';

/** What one task found. It is plain data, so that a worker can send it. */
export interface Findings {
  /**
   * Runs by signature. If `bound` is null, no cheaper run of the task's calls shows the signature
   * in the task's scope.
   */
  readonly cheapest: RunsBySignature;
  /** Runs by signature that need not be the simplest. They are still to be shrunk. */
  readonly rough: RunsBySignature;
  /**
   * By property id: the number of random runs in which its witness occurred, or, in a search, the
   * number of times that it occurred.
   */
  readonly witnesses: Readonly<Record<string, number>>;
  /** The number of whole runs that were carried out. */
  readonly runs: number;
  readonly actions: number;
  readonly states: number;
  /**
   * Pairs of different states with the same fingerprint; only an exact comparison can find some.
   */
  readonly collisions: number;
  /** The number of random runs in which a context went on for so long that it may never end. */
  readonly unending: number;
  /** How often each function that the design replaces was entered; {}: it replaces none. */
  readonly entries: Entries;
  /** How the replay of a sampled run went wrong; null: each happened again in the same way. */
  readonly unrepeated: string | null;
  /**
   * The bound that cut the task short, and how far the task came; null: it did all that it was to
   * do.
   */
  readonly bound: string | null;
  /** What was wrong with the design, so that the task ended early; null: nothing. */
  readonly fault: Fault | null;
}

/** Those of a task that was ended by an error before it found anything. */
export const NO_FINDINGS: Findings = {
  cheapest: [],
  rough: [],
  witnesses: {},
  runs: 0,
  actions: 0,
  states: 0,
  collisions: 0,
  unending: 0,
  entries: {},
  unrepeated: null,
  bound: 'an error ended it at once',
  fault: null,
};

/** A task and its findings; null: it was never begun. */
export interface TaskResult {
  readonly task: CheckTask;
  readonly findings: Findings | null;
}
