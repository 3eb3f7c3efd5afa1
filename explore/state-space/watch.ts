import type { TaskProgress } from './budget.ts';

/** Why a check is to come to its end before everything is done. */
export type StopReason = 'interrupted' | 'time ran out';

/** Whoever watches a task: hears how far it has come, and may want it to stop. */
export interface Watch {
  /** Null: go on. Looked at often: it costs next to nothing. */
  readonly stopped: StopReason | null;
  tell(progress: TaskProgress): void;
}

/** Nobody watches. */
export const UNWATCHED: Watch = { stopped: null, tell: () => undefined };
