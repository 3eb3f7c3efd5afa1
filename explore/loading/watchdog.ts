import { once } from 'node:events';
import { resolve } from 'node:path';
import { isMainThread, Worker } from 'node:worker_threads';
import { pulse } from '../../impl/kernel/pulse.ts';
import { FaultyDesign } from './faulty-design.ts';
import { PULSE_NAME } from './pulse-name.ts';
import { UserThreads } from './user-threads.ts';
import type { FromWatchdog, ToWatchdog } from './watchdog-thread.ts';

/** The folder of all our code. */
const SUITE = new URL('../../', import.meta.url).href;

/** A user's function does not return. The message is one line. */
export class StuckDesign extends FaultyDesign {}

/**
 * Ends work in which a function of the user's never returns, and says which. It reads a clock, so
 * no verdict depends on it: the check ends, as for other mistakes of the user. It does nothing
 * until it is enabled, and has no thread until a file of the user's is loaded.
 */
class Watchdog {
  #exit: number | null = null;
  #thread: Worker | null = null;
  #isReady: Promise<unknown> = Promise.resolve();
  #stuck: StuckDesign | null = null;

  /** What is stuck, in one line; null: nothing that is known of. */
  get stuck(): StuckDesign | null {
    return this.#stuck;
  }

  /** @param exit the exit code if the main thread is stuck, which cannot set one itself */
  enable(exit: number): void {
    this.#exit = exit;
  }

  /** Watches from here on. Call it before the file is loaded. */
  async guard(file: string): Promise<void> {
    if (this.#exit === null || !isMainThread) return;
    if (this.#thread === null) this.#start(this.#exit);
    await this.#isReady;
    this.#tell({ kind: 'file', name: file, path: resolve(file) });
  }

  /** The user waits for the end: a function that does not return soon is stuck. */
  hurry(): void {
    this.#tell({ kind: 'hurry' });
  }

  /** Ends its thread. */
  async stop(): Promise<void> {
    const thread = this.#thread;
    if (thread === null) return;
    const ended = once(thread, 'exit');
    thread.ref();
    this.#tell({ kind: 'stop' });
    this.#thread = null;
    await ended;
  }

  #start(exit: number): void {
    const thread = new Worker(new URL('./watchdog-thread.js', import.meta.url), {
      workerData: { suite: SUITE, exit },
    });
    this.#thread = thread;
    // A Node without an inspector has no watchdog.
    thread.on('error', () => {
      this.#thread = null;
    });
    this.#isReady = once(thread, 'message').catch(() => undefined);
    thread.on('message', (message: FromWatchdog) => {
      if (message.kind === 'ready') thread.unref();
      else this.#end(message.thread, message.line);
    });
  }

  #tell(message: ToWatchdog): void {
    this.#thread?.postMessage(message);
  }

  #end(thread: number, line: string): void {
    this.#stuck ??= new StuckDesign({ kind: 'file', line });
    // The user has waited long enough.
    this.hurry();
    UserThreads.endThread(thread, this.#stuck);
  }
}

// Each thread that loads designs shows its pulse.
Object.assign(globalThis, { [Symbol.for(PULSE_NAME)]: pulse });

export const watchdog = new Watchdog();
