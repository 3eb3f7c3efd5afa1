import type { TaskProgress } from './budget.ts';

/** Why a check stops before everything is done. */
export type StopReason = 'interrupted' | 'time ran out';

/** Watches a task: receives its progress, and may ask it to stop. */
export interface Watch {
  /** Why the task should stop; null: go on. Tasks read this often, so it must be cheap. */
  readonly stopped: StopReason | null;
  /** Receives the progress so far. */
  tell(progress: TaskProgress): void;
}

/** Watches nothing and never asks for a stop. */
export const UNWATCHED: Watch = { stopped: null, tell: () => undefined };
