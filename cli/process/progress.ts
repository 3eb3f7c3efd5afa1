import type { Progress } from '../../explore/checking/check.ts';
import type { PlanListener } from '../../explore/checking/check-columns.ts';
import type { PlannedColumn } from '../../explore/checking/plan.ts';
import type { CheckedColumn } from '../../explore/checking/results.ts';
import type { TaskBoard } from '../../explore/checking/task-board.ts';
import { formatFromCache } from '../../report/verdicts/from-cache.ts';
import { formatProgress } from '../../report/verdicts/progress.ts';
import { subjectName } from '../../report/verdicts/subject-name.ts';
import { StatusLine } from './status-line.ts';

const INTERVAL_MS = 250;

/**
 * Shows on standard error how far a check has come: a line for each column that is done and, on a
 * terminal, one that is rewritten meanwhile.
 */
export class ProgressLine implements PlanListener {
  readonly #line = new StatusLine();
  readonly #board: TaskBoard;
  #timer: NodeJS.Timeout | null = null;
  #subject = '';
  #done: Progress | null = null;
  /** When the line was written last, and how many states and runs there were. */
  #before = { atMs: 0, count: 0 };

  constructor(board: TaskBoard) {
    this.#board = board;
  }

  /** Hears which tasks are done; how far the others are is on the board. */
  progress(column: PlannedColumn, done: Progress): void {
    const subject = titleOf(column);
    if (subject !== this.#subject) this.#before = { atMs: performance.now(), count: 0 };
    this.#subject = subject;
    this.#done = done;
    if (this.#line.isVisible) this.#timer ??= setInterval(() => this.#write(), INTERVAL_MS);
  }

  checked({ column, result }: CheckedColumn): void {
    const { runs, actions, states, seconds, searches, fromCache } = result.stats;
    const spent = `${runs} runs, ${actions} actions, ${states} states`;
    const cached = fromCache === 0 ? '' : `; ${formatFromCache({ searches, fromCache })}`;
    this.#line.say(`${titleOf(column)}: ${spent} in ${seconds.toFixed(1)} s${cached}`);
  }

  /** A line that stays. */
  say(line: string): void {
    this.#line.say(line);
  }

  /** Nothing more is going to be shown. */
  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#line.clear();
  }

  #write(): void {
    if (this.#done === null) return;
    const now = this.#board.now();
    const atMs = performance.now();
    const count = this.#done.states + this.#done.runs + now.states + now.executions;
    const perSecond = ((count - this.#before.count) / (atMs - this.#before.atMs)) * 1000;
    this.#before = { atMs, count };
    this.#line.show(`${this.#subject}: ${formatProgress(this.#done, now, perSecond)}`);
  }
}

function titleOf(column: PlannedColumn): string {
  return subjectName({ ...column, callers: column.options.callers });
}
