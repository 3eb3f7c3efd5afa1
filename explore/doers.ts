import { Tinypool } from 'tinypool';
import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import type { Doer } from './check.ts';
import { doTask, type Findings, shrinkBest } from './check-task.ts';
import type { JobSubject } from './check-worker.ts';
import type { Execution } from './execution.ts';

/** Does everything here and now. */
export function inThisThread(design: Design, properties: readonly Property[]): Doer {
  return {
    jobs: 1,
    doTask: async (task) => doTask(design, properties, task),
    shrink: async (signature, runs) => shrinkBest(design, properties, signature, runs),
  };
}

/** Worker threads that do tasks on any design; to be closed at the end. */
export class Workers {
  readonly #jobs: number;
  readonly #pool: Tinypool;

  constructor(jobs: number) {
    this.#jobs = jobs;
    this.#pool = new Tinypool({
      filename: new URL('./check-worker.js', import.meta.url).href,
      minThreads: jobs,
      maxThreads: jobs,
    });
  }

  /** `design` by name or file, as a worker loads it. */
  on(design: string, properties: readonly Property[]): Doer {
    const subject: JobSubject = { design, properties: properties.map(({ id }) => id) };
    return {
      jobs: this.#jobs,
      doTask: async (task) =>
        (await this.#pool.run({ ...subject, task }, { name: 'doTask' })) as Findings,
      shrink: async (signature, runs) =>
        (await this.#pool.run({ ...subject, signature, runs }, { name: 'shrink' })) as Execution,
    };
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
