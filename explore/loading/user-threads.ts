import { Tinypool } from 'tinypool';

const all = new Set<UserThreads>();

/** Worker threads that run files of the user. `close()` them at the end. */
export class UserThreads {
  readonly #url: URL;
  readonly #count: number;
  #pool: Tinypool | null = null;

  /**
   * They begin with the first job: often there is none.
   * @param url the module that has the jobs
   */
  constructor(url: URL, threads: number) {
    this.#url = url;
    this.#count = threads;
    all.add(this);
  }

  /** Has a thread do a job. It rejects with what `endThread()` gives if that ends the thread. */
  async run<T>(name: string, job: object): Promise<T> {
    const threads = this.#count;
    this.#pool ??= new Tinypool({
      filename: this.#url.href,
      minThreads: threads,
      maxThreads: threads,
    });
    return (await this.#pool.run(job, { name })) as T;
  }

  async close(): Promise<void> {
    all.delete(this);
    await this.#pool?.destroy();
  }

  /** Ends the thread of that number, whatever it does. Another one takes its place. */
  static endThread(number: number, error: Error): void {
    for (const { threads } of [...all].flatMap((one) => one.#pool ?? [])) {
      // The pool ends a thread that fails, and rejects the job that it was doing.
      for (const thread of threads) if (thread.threadId === number) thread.emit('error', error);
    }
  }
}
