import type { TaskProgress } from '../state-space/budget.ts';
import type { StopReason, Watch } from '../state-space/watch.ts';

const REASONS: readonly StopReason[] = ['time ran out', 'interrupted'];
/** The size of the head in bytes. It keeps the counters after it aligned to eight bytes. */
const HEAD_BYTES = 8;
const FIELDS = ['states', 'transitions', 'executions', 'depth', 'frontier'] as const;

/**
 * Memory that the threads of a check share. One thread asks all others to stop, and each reports
 * how far its task has come. Progress is only for display: no result depends on it.
 *
 *     | why to stop: 0, or one more than its number | job 0: states ... frontier | job 1: ...
 */
export class TaskBoard {
  readonly buffer: SharedArrayBuffer;
  readonly #stop: Int32Array;
  readonly #counters: Float64Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#stop = new Int32Array(buffer, 0, 1);
    this.#counters = new Float64Array(buffer, HEAD_BYTES);
  }

  static forJobs(jobs: number): TaskBoard {
    return new TaskBoard(new SharedArrayBuffer(HEAD_BYTES + jobs * FIELDS.length * 8));
  }

  /** Why tasks are to stop; null: go on. */
  get stopped(): StopReason | null {
    return REASONS[Atomics.load(this.#stop, 0) - 1] ?? null;
  }

  /** Asks all tasks to end as soon as they can. */
  stop(reason: StopReason): void {
    const number = 1 + REASONS.indexOf(reason);
    if (number > Atomics.load(this.#stop, 0)) Atomics.store(this.#stop, 0, number);
  }

  /** Begins a new span of time: an earlier "time ran out" is cleared, an interruption stays. */
  grantTime(): void {
    if (this.stopped === 'time ran out') Atomics.store(this.#stop, 0, 0);
  }

  /** The watch for the task that job number `job` (from 0) does. */
  watch(job: number): Watch {
    const stop = this.#stop;
    const counters = this.#counters;
    const from = job * FIELDS.length;
    return {
      get stopped() {
        return REASONS[Atomics.load(stop, 0) - 1] ?? null;
      },
      tell(progress) {
        for (let at = 0; at < FIELDS.length; at += 1) {
          counters[from + at] = progress[FIELDS[at] as keyof TaskProgress];
        }
      },
    };
  }

  /** Clears the progress of the job, whose task is done. */
  clear(job: number): void {
    this.#counters.fill(0, job * FIELDS.length, (job + 1) * FIELDS.length);
  }

  /** The progress of all running tasks together: the sums, and the maximum of the depths. */
  now(): TaskProgress {
    const now = { states: 0, transitions: 0, executions: 0, depth: 0, frontier: 0 };
    this.#counters.forEach((value, at) => {
      const field = FIELDS[at % FIELDS.length] as keyof TaskProgress;
      now[field] = field === 'depth' ? Math.max(now.depth, value) : now[field] + value;
    });
    return now;
  }
}
