import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { EXIT, type ExitCode } from './exit-code.ts';
import { leave } from './leave.ts';
import { notify } from './notify.ts';

/** Ends this process when the one that watches it is gone. Does nothing if none does. */
export function endWithWatch(): void {
  if (!process.connected) return;
  process.once('disconnect', () => leave(EXIT.inconclusive));
  process.channel?.unref();
}

/**
 * This command line without `--watch`, in a process of its own, since a process loads a module only
 * once.
 */
export class WatchRound {
  /** Its exit code; inconclusive if a signal ended it. */
  readonly ended: Promise<ExitCode>;
  readonly #child: ChildProcess;
  #isTold = false;

  constructor() {
    const args = process.argv.slice(1).filter((arg) => arg !== '--watch');
    this.#child = spawn(process.execPath, [...process.execArgv, ...args], {
      // The channel carries nothing: it closes when this process is killed.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      // A terminal sends Ctrl-C to every process of a group. In a group of its own, the round hears
      // only of what `tell()` passes on, and so hears of it once: a second signal would end it.
      detached: true,
    });
    this.ended = this.#end();
  }

  tell(signal: NodeJS.Signals): void {
    this.#isTold = true;
    this.#child.kill(signal);
  }

  async #end(): Promise<ExitCode> {
    const [code, signal] = (await once(this.#child, 'exit')) as [
      ExitCode | null,
      NodeJS.Signals | null,
    ];
    if (signal !== null && !this.#isTold) {
      notify(
        `iova-check: ${signal} ended the search from outside. If memory is short, --jobs 1 and ` +
          '--max-mb need less',
      );
    }
    return code ?? EXIT.inconclusive;
  }
}
