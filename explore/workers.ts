import { Tinypool } from 'tinypool';
import type { Property } from '../model/property.ts';
import type { Doer } from './check.ts';
import type { Findings } from './check-task.ts';
import type { Answer, JobSubject } from './check-worker.ts';
import type { Execution } from './execution.ts';
import { FaultyDesign } from './faulty-design.ts';

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

  /** `design` by name or file, as a worker loads it. Its tasks throw `FaultyDesign`. */
  on(design: string, properties: readonly Property[]): Doer {
    const subject: JobSubject = { design, properties: properties.map(({ id }) => id) };
    return {
      jobs: this.#jobs,
      doTask: async (task) => this.#ask<Findings>('doTask', { ...subject, task }),
      shrink: async (signature, runs) =>
        this.#ask<Execution>('shrink', { ...subject, signature, runs }),
    };
  }

  async #ask<T>(name: string, job: object): Promise<T> {
    const answer = (await this.#pool.run(job, { name })) as Answer<T>;
    if (answer.kind === 'faulty design') throw new FaultyDesign(answer.message);
    return answer.value;
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
