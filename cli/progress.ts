import type { Progress } from '../explore/check.ts';

/** Tells on standard error how far a check has come: one line rewritten on a terminal. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream = process.stderr;
  #shown = false;

  /** Hears of a check's progress; on a terminal only, since it would fill a log. */
  update(name: string, { tasksDone, tasks, signatures }: Progress): void {
    if (!this.#stream.isTTY) return;
    const text = `${name}: ${tasksDone} of ${tasks} pieces of work, ${signatures} signatures`;
    this.#stream.write(`\r${text}\x1b[K`);
    this.#shown = true;
  }

  /** A line that stays. */
  say(line: string): void {
    this.clear();
    this.#stream.write(`${line}\n`);
  }

  clear(): void {
    if (this.#shown) this.#stream.write('\r\x1b[K');
    this.#shown = false;
  }
}
