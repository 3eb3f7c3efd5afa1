/** Entry point of the thread that watches all others for calls of the user's that never return. */
import { writeSync } from 'node:fs';
import { type Debugger, type NodeWorker, type Runtime, Session } from 'node:inspector';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { assert } from '../../model/assert.ts';
import { PULSE_NAME } from './pulse-name.ts';
import { type Command, type Frame, WatchedThread } from './watched-thread.ts';

/** What the main thread asks of this one. */
export type ToWatchdog =
  /** A user's file is going to run, which the user calls by that name. */
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  /** The user waits: be quick. */
  | { readonly kind: 'hurry' }
  | { readonly kind: 'stop' };

/** What this thread tells the main thread: it is ready, or which thread is stuck, in one line. */
export type FromWatchdog =
  | { readonly kind: 'ready' }
  | { readonly kind: 'stuck'; readonly thread: number; readonly line: string };

/** Ticks, not a clock: a machine that sleeps does not tick. */
const TICK_MS = 250;
/** A call may take so long, and threads are looked at so often. */
const PATIENT = { call: 40, period: 10 };
/** The same once the user waits for the end. */
const HURRIED = { call: 4, period: 4 };
/** A process that has been told to exit and does not is killed so much later. */
const LAST_RESORT_MS = 3000;
/** A thread that sleeps cannot be asked to go on; it goes on by itself. */
const STOP_MS = 200;

const { suite, exit } = workerData as { readonly suite: string; readonly exit: number };
const port = parentPort;
assert(port !== null, 'the watchdog is no worker thread');
const files: { readonly name: string; readonly path: string }[] = [];
let ticks = PATIENT;

/** What reads the pulse of a thread; 0: it has none yet, as it is loading its first file. */
const PULSE = {
  expression: `globalThis[Symbol.for(${JSON.stringify(PULSE_NAME)})]?.entries ?? 0`,
  returnByValue: true,
};

/** What a debugger says; an answer to a command has its number. */
interface Said {
  readonly id?: number;
  readonly result?: unknown;
  readonly method?: string;
  readonly params?: unknown;
}

/** Our own code and packages are not the user's: what is ours may take long. */
function isUsers({ url }: Frame): boolean {
  if (!url.startsWith('file:') || url.includes('/node_modules/')) return false;
  const isOurs = /^(?:abstraction|cli|explore|impl|model|port|report|index\.)/;
  return !(url.startsWith(suite) && isOurs.test(url.slice(suite.length)));
}

function lineOf({ url, line, name }: Frame): string {
  const path = fileURLToPath(url.replace(/\?.*$/, ''));
  // As the user named the file, which may be with a revision: "mine.ts@HEAD".
  const named = files.find((file) => `${file.path}@`.startsWith(`${path}@`))?.name ?? path;
  const what = name === '' ? 'this line' : `${name}()`;
  const seconds = (ticks.call * TICK_MS) / 1000;
  return (
    `${named}:${line}: ${what} has been running for ${seconds} s and does not return: ` +
    'give its loop an end; docs/variations.md has the rules for steps'
  );
}

/** The debuggers of all threads but this one. Between looks they do nothing. */
class Debuggers {
  readonly #session = new Session();
  /** By session of the inspector; '' is the main thread. */
  readonly #threads = new Map<string, WatchedThread>();
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #scripts = new Map<string, string>();
  /** By number of a command to another thread than the main one. */
  readonly #asked = new Map<number, string>();
  #sent = 0;

  constructor() {
    const session = this.#session;
    session.connectToMainThread();
    session.on('inspectorNotification', (said) => this.#hear('', said));
    session.on('NodeWorker.attachedToWorker', ({ params }) => this.#attached(params));
    session.on('NodeWorker.detachedFromWorker', ({ params }) => {
      this.#threads.delete(params.sessionId);
    });
    session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) =>
      this.#hear(sessionId, JSON.parse(message) as Said),
    );
    this.#watch('');
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  }

  /** Whether some debugger has something to do. */
  get isBusy(): boolean {
    return [...this.#threads.values()].some((thread) => thread.isBusy);
  }

  look(): void {
    for (const thread of this.#threads.values()) thread.look();
  }

  tick(): void {
    for (const thread of this.#threads.values()) thread.tick();
  }

  release(): void {
    for (const thread of this.#threads.values()) thread.release();
  }

  disconnect(): void {
    this.#session.disconnect();
  }

  #attached({ sessionId, workerInfo }: NodeWorker.AttachedToWorkerEventDataType): void {
    const number = Number(/\d+/.exec(workerInfo.title)?.[0] ?? threadId);
    // Threads of Node's own run no file of the user's.
    if (number === threadId || workerInfo.url.startsWith('node:')) return;
    this.#numbers.set(sessionId, number);
    this.#watch(sessionId);
  }

  #watch(thread: string): void {
    const tell = (command: Command): void => {
      if (command === 'ask') this.#post(thread, 'Runtime.evaluate', PULSE);
      else this.#post(thread, `Debugger.${command}`);
    };
    this.#threads.set(thread, new WatchedThread(tell, isUsers));
  }

  #post(thread: string, method: string, params: object = {}): void {
    if (thread === '') {
      this.#session.post(method, params, (_error, result) => this.#answered('', method, result));
      return;
    }
    this.#sent += 1;
    this.#asked.set(this.#sent, method);
    const message = JSON.stringify({ id: this.#sent, method, params });
    this.#session.post('NodeWorker.sendMessageToWorker', { sessionId: thread, message });
  }

  #hear(thread: string, { id, result, method, params }: Said): void {
    if (id !== undefined) {
      this.#answered(thread, this.#asked.get(id) ?? '', result);
      this.#asked.delete(id);
    }
    if (method === 'Debugger.scriptParsed') {
      const { scriptId, url } = params as Debugger.ScriptParsedEventDataType;
      this.#scripts.set(`${thread} ${scriptId}`, url);
    }
    if (method !== 'Debugger.paused') return;
    const { callFrames } = params as Debugger.PausedEventDataType;
    const frames = callFrames.map(({ functionName, location }): Frame => {
      const url = this.#scripts.get(`${thread} ${location.scriptId}`) ?? '';
      return { url, line: location.lineNumber + 1, name: functionName };
    });
    this.#threads.get(thread)?.paused(frames);
  }

  #answered(thread: string, method: string, answer: unknown): void {
    if (method === 'Debugger.disable') this.#threads.get(thread)?.released();
    if (method !== 'Runtime.evaluate') return;
    const { result } = (answer ?? {}) as Partial<Runtime.EvaluateReturnType>;
    const stuck = this.#threads.get(thread)?.felt(Number(result?.value ?? 0), ticks.call) ?? null;
    if (stuck === null) return;
    if (thread === '') this.#exit(lineOf(stuck));
    else this.#tellMain(this.#numbers.get(thread) ?? 0, lineOf(stuck));
  }

  /** The main thread ends the other one, which goes on meanwhile: one that is paused cannot end. */
  #tellMain(thread: number, line: string): void {
    const stuck: FromWatchdog = { kind: 'stuck', thread, line };
    port?.postMessage(stuck);
  }

  /** The main thread is stuck and hears of nothing. */
  #exit(line: string): void {
    writeSync(2, `iova-check: ${line}\n`);
    // Node would write that it waits for a debugger, if it could.
    const expression =
      "globalThis.process.getBuiltinModule('fs').closeSync(2);" +
      `globalThis.process.reallyExit(${exit})`;
    this.#session.post('Runtime.evaluate', { expression }, () => undefined);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), LAST_RESORT_MS);
  }
}

const debuggers = new Debuggers();
let ticksToLook = ticks.period;

const timer = setInterval(() => {
  debuggers.tick();
  ticksToLook -= 1;
  if (ticksToLook > 0) return;
  ticksToLook = ticks.period;
  debuggers.look();
}, TICK_MS);

/** A thread that is paused could not end: none is left so. */
async function stop(): Promise<void> {
  clearInterval(timer);
  debuggers.release();
  for (let wait = 0; debuggers.isBusy && wait < STOP_MS; wait += 10) await later(10);
  debuggers.disconnect();
  port?.close();
}

port.on('message', (message: ToWatchdog) => {
  if (message.kind === 'file') files.push(message);
  if (message.kind === 'stop') void stop();
  if (message.kind !== 'hurry') return;
  ticks = HURRIED;
  ticksToLook = 0;
});
const ready: FromWatchdog = { kind: 'ready' };
port.postMessage(ready);
