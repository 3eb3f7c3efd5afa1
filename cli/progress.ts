import type { Progress } from '../explore/checking/check.ts';
import type { TaskBoard } from '../explore/checking/task-board.ts';
import { formatProgress } from '../report/verdicts/progress.ts';

const INTERVAL_MS = 250;

/**
 * Tells on standard error how far a check has come: on a terminal one line that is rewritten, for
 * it would fill a log.
 */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream = process.stderr;
  readonly #board: TaskBoard;
  #timer: NodeJS.Timeout | null = null;
  #subject = '';
  #done: Progress | null = null;
  /** When the line was written last, and how many states and runs there were. */
  #before = { atMs: 0, count: 0 };
  #shown = false;

  constructor(board: TaskBoard) {
    this.#board = board;
  }

  /** Hears what is done of a check; what is being done is read from the board. */
  update(subject: string, done: Progress): void {
    if (subject !== this.#subject) this.#before = { atMs: performance.now(), count: 0 };
    this.#subject = subject;
    this.#done = done;
    if (this.#stream.isTTY) this.#timer ??= setInterval(() => this.#write(), INTERVAL_MS);
  }

  /** A line that stays. */
  say(line: string): void {
    this.#clear();
    this.#stream.write(`${line}\n`);
  }

  /** Nothing more is to be told. */
  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#clear();
  }

  #write(): void {
    if (this.#done === null) return;
    const now = this.#board.now();
    const atMs = performance.now();
    const count = this.#done.states + this.#done.runs + now.states + now.executions;
    const perSecond = ((count - this.#before.count) / (atMs - this.#before.atMs)) * 1000;
    this.#before = { atMs, count };
    const text = formatProgress(this.#done, now, perSecond);
    const line = `${this.#subject}: ${text}`.slice(0, this.#stream.columns - 1);
    this.#stream.write(`\r${line}\x1b[K`);
    this.#shown = true;
  }

  #clear(): void {
    if (this.#shown) this.#stream.write('\r\x1b[K');
    this.#shown = false;
  }
}
