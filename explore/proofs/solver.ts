import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseModel } from './parse-model.ts';
import type { Valuation } from './term.ts';

/** Asks whether the assertions can be true together. The text is SMT-LIB up to `(check-sat)`. */
export interface Question {
  readonly text: string;
}

/** What the solver's process answers. `verdict` is "sat" or "unsat"; anything else is no answer. */
export interface RawAnswer {
  readonly verdict: string;
  readonly model: string;
}

export type SolverAnswer =
  | { readonly kind: 'unsatisfiable' }
  | { readonly kind: 'satisfiable'; readonly model: Valuation }
  /** The solver crashed, took too long, or does not know. */
  | { readonly kind: 'gave up'; readonly why: string };

/** The longest time that a question may take. */
const SECONDS_MAX = 20;

/** At most this much of the standard error of the solver's process is kept. */
const COMPLAINT_CHARS_MAX = 4000;

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

/** The solver's script, for Node, and the time that it may take for one question. */
export interface SolverSettings {
  readonly script?: string;
  readonly secondsMax?: number;
}

/**
 * A solver in a process of its own, which is started with the first question. Whatever becomes of
 * that process, this one goes on. Ask one question at a time, and `close()` it at the end.
 */
export class Solver {
  readonly #script: string;
  readonly #secondsMax: number;
  #process: Process | null = null;
  /** What the process has written to its standard error. */
  #complaint = '';

  constructor(settings: SolverSettings = {}) {
    this.#script = settings.script ?? fileURLToPath(new URL('./z3-worker.js', import.meta.url));
    this.#secondsMax = settings.secondsMax ?? SECONDS_MAX;
  }

  async ask(question: Question): Promise<SolverAnswer> {
    const answer = await this.#exchange(question);
    if (answer.kind === 'gave up') this.close();
    return answer;
  }

  #exchange(question: Question): Promise<SolverAnswer> {
    const child = (this.#process ??= this.#start());
    return new Promise((resolve) => {
      const lines = createInterface({ input: child.stdout });
      const end = (answer: SolverAnswer): void => {
        clearTimeout(timer);
        lines.close();
        child.removeAllListeners();
        resolve(answer);
      };
      const giveUp = (why: string): void => end({ kind: 'gave up', why });
      const timer = setTimeout(
        () => giveUp(`no answer within ${this.#secondsMax} s`),
        this.#secondsMax * 1000,
      );
      child.once('error', ({ message }) => giveUp(`it does not start: ${message}`));
      // Not on "exit": some of the standard error may still be on its way then.
      child.once('close', (code, signal) =>
        giveUp(`it ended with ${signal ?? code ?? 'nothing'}${causeIn(this.#complaint)}`),
      );
      lines.once('line', (line) => end(readAnswer(line)));
      child.stdin.write(`${JSON.stringify({ text: question.text } satisfies Question)}\n`);
    });
  }

  #start(): Process {
    const child = spawn(process.execPath, [this.#script], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(0, COMPLAINT_CHARS_MAX);
    });
    // Without this listener, a solver that dies while it is asked would take this process with it.
    child.stdin.on('error', () => undefined);
    return child;
  }

  /** Ends the solver's process, if there is one. */
  close(): void {
    this.#process?.kill('SIGKILL');
    this.#process = null;
  }
}

/**
 * The line that names an error (Node prints its place before it), or else the first line; empty if
 * there is none.
 */
function causeIn(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim());
  const line = lines.find((one) => /^\w*Error\b/.test(one)) ?? lines.find((one) => one !== '');
  return line === undefined ? '' : `: ${line}`;
}

function readAnswer(line: string): SolverAnswer {
  let raw: RawAnswer;
  try {
    raw = JSON.parse(line) as RawAnswer;
  } catch {
    return { kind: 'gave up', why: `no answer: ${line.slice(0, 60)}` };
  }
  if (raw.verdict === 'unsat') return { kind: 'unsatisfiable' };
  if (raw.verdict !== 'sat') return { kind: 'gave up', why: `it says "${raw.verdict}"` };
  const model = parseModel(raw.model);
  if (model === null) return { kind: 'gave up', why: `no model: ${raw.model.slice(0, 60)}` };
  return { kind: 'satisfiable', model };
}
