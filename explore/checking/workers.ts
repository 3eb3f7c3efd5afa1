import type { Property } from '../../model/property.ts';
import type { TaskRunner } from './check.ts';
import { type WorkerReply, valueOf } from '../loading/worker-reply.ts';
import type { JobSubject } from './check-worker.ts';
import type { SearchTask } from './check-task.ts';
import { Crew, type Seat, seatsOf } from '../crew/crew.ts';
import { sumOfEntries } from '../loading/count-entries.ts';
import type { DesignRef } from '../loading/load-design.ts';
import { UserThreads } from '../loading/user-threads.ts';
import { StuckDesign } from '../loading/watchdog.ts';
import type { Counterpart } from './counterpart.ts';
import type { Execution } from '../world/execution.ts';
import type { Findings } from './findings.ts';
import { TaskBoard } from './task-board.ts';
import type { Lockstep } from '../engines/lockstep/lockstep.ts';
import type { Scope } from '../run/scope.ts';
import type { Counterexample } from '../minimal/counterexample.ts';
import { asFound } from '../minimal/as-found.ts';

/** Tries runs of another design on its own design. */
export interface Trier {
  counterpartOf(run: Execution, signature: string): Promise<Counterpart>;
  /** Makes the same calls on another design, A, and on its own, B. */
  inLockstepAfter(a: DesignRef, scopes: readonly Scope[]): Promise<Lockstep>;
}

/** Worker threads that do tasks on any design. `close()` them at the end. */
export class Workers {
  readonly board: TaskBoard;
  readonly #jobs: number;
  readonly #tell: (scope: Scope) => void;
  readonly #threads: UserThreads;

  /** @param tell is told of a scope that several threads could not search together */
  constructor(jobs: number, tell: (scope: Scope) => void) {
    this.#jobs = jobs;
    this.#tell = tell;
    this.board = TaskBoard.forJobs(jobs);
    this.#threads = new UserThreads(new URL('./check-worker.js', import.meta.url), jobs);
  }

  /**
   * A runner of tasks on one design, which each worker loads by itself. Its methods reject with
   * `FaultyDesign` or `CannotSearch`.
   */
  on(design: DesignRef, properties: readonly Property[]): TaskRunner & Trier {
    const { buffer } = this.board;
    const ids = properties.map(({ id }) => id);
    const subject: JobSubject = { design, properties: ids, board: buffer };
    return {
      jobs: this.#jobs,
      board: this.board,
      doTask: async (task, job, threads) => {
        const found =
          task.kind === 'shortest' && threads > 1
            ? await this.#searchTogether({ ...subject, task }, job, threads)
            : null;
        if (found !== null) return found;
        return this.#unlessStuck(this.#ask<Findings>('doTaskJob', { ...subject, task, job }), null);
      },
      minimise: async (candidates) =>
        this.#unlessStuck(
          this.#ask<Counterexample>('minimiseJob', { ...subject, candidates }),
          asFound(candidates),
        ),
      counterpartOf: async (run, signature) =>
        this.#ask<Counterpart>('counterpartJob', { ...subject, run, signature }),
      inLockstepAfter: async (a, scopes) =>
        this.#ask<Lockstep>('lockstepJob', { ...subject, a, scopes }),
    };
  }

  /** What several threads have found together; null: something went wrong in one of them. */
  async #searchTogether(
    search: JobSubject & { readonly task: SearchTask },
    job: number,
    threads: number,
  ): Promise<Findings | null> {
    const seats = seatsOf(threads);
    const [first] = seats as readonly [Seat];
    const answers = await Promise.all(
      seats.map(async (seat) => {
        try {
          return await this.#threads.run<Findings | null>('searchTogetherJob', {
            ...search,
            job,
            seat,
          });
        } catch (error) {
          // The watchdog has ended the thread, so it cannot tell the others itself.
          new Crew(first).leave();
          if (!(error instanceof StuckDesign)) throw error;
          return null;
        }
      }),
    );
    const whole = answers.filter((answer) => answer !== null);
    if (whole.length < threads) {
      this.#tell(search.task.scope);
      return null;
    }
    return {
      ...(whole[0] as Findings),
      entries: sumOfEntries(whole.map(({ entries }) => entries)),
    };
  }

  async #ask<T>(name: string, job: object): Promise<T> {
    return valueOf(await this.#threads.run<WorkerReply<T>>(name, job));
  }

  /**
   * What is answered, or `instead` if a function of the user's never returns. Then no task is begun
   * any more: what was found before is reported.
   */
  async #unlessStuck<T, U>(answered: Promise<T>, instead: U): Promise<T | U> {
    try {
      return await answered;
    } catch (error) {
      if (!(error instanceof StuckDesign)) throw error;
      this.board.stop('interrupted');
      return instead;
    }
  }

  async close(): Promise<void> {
    await this.#threads.close();
  }
}
