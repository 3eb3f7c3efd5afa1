/** Entry point of the thread that watches all others for calls of the user's that never return. */
import { writeSync } from 'node:fs';
import { type Debugger, type NodeWorker, Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { assert } from '../../model/assert.ts';
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
/** Threads are looked at so often. */
const PERIOD_TICKS = 12;
/** A call may take so long; and if the user waits for the end, so long. */
const CALL_TICKS = 40;
const HURRIED_TICKS = 4;
/** A thread that does not pause within that time sleeps. */
const ASLEEP_TICKS = 4;

const { suite, exit } = workerData as { readonly suite: string; readonly exit: number };
const port = parentPort;
assert(port !== null, 'the watchdog is no worker thread');
const files: { readonly name: string; readonly path: string }[] = [];
let callTicks = CALL_TICKS;

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
  const seconds = (callTicks * TICK_MS) / 1000;
  return (
    `${named}:${line}: ${what} has been running for ${seconds} s and does not return: ` +
    'give its loop an end; docs/variations.md has the rules for steps'
  );
}

/** One look at all threads. It is connected to them only as long as it takes. */
class Look {
  readonly #session = new Session();
  /** By session of the inspector; '' is the main thread. */
  readonly #threads = new Map<string, WatchedThread>();
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #scripts = new Map<string, string>();
  #sent = 0;
  #ticks = 0;

  constructor() {
    const session = this.#session;
    session.connectToMainThread();
    session.on('inspectorNotification', (said) => this.#hear('', said));
    session.on('NodeWorker.attachedToWorker', ({ params }) => this.#attached(params));
    session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) =>
      this.#hear(sessionId, JSON.parse(message) as { method?: string; params?: unknown }),
    );
    this.#watch('');
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  }

  /** Some time has passed. @returns whether there is nothing more to see */
  tick(): boolean {
    this.#ticks += 1;
    const threads = [...this.#threads.values()];
    for (const thread of threads) thread.tick(callTicks);
    const isOver = threads.every(({ isDone }) => isDone) || this.#ticks > ASLEEP_TICKS;
    return isOver && !threads.some(({ isSuspect }) => isSuspect);
  }

  end(): void {
    this.#session.disconnect();
  }

  #attached({ sessionId, workerInfo }: NodeWorker.AttachedToWorkerEventDataType): void {
    const number = Number(/\d+/.exec(workerInfo.title)?.[0] ?? threadId);
    if (number === threadId) return;
    this.#numbers.set(sessionId, number);
    this.#watch(sessionId);
  }

  #watch(thread: string): void {
    const tell = (command: Command): void => this.#post(thread, `Debugger.${command}`);
    this.#threads.set(thread, new WatchedThread(tell, isUsers));
  }

  #post(thread: string, method: string, params: object = {}): void {
    if (thread === '') {
      this.#session.post(method, params);
      return;
    }
    this.#sent += 1;
    const message = JSON.stringify({ id: this.#sent, method, params });
    this.#session.post('NodeWorker.sendMessageToWorker', { sessionId: thread, message });
  }

  #hear(thread: string, { method, params }: { method?: string; params?: unknown }): void {
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
    const stuck = this.#threads.get(thread)?.paused(frames) ?? null;
    if (stuck !== null) this.#stuck(thread, lineOf(stuck), callFrames[0]?.callFrameId ?? '');
  }

  /** The main thread ends other threads. It hears of nothing if it is stuck itself. */
  #stuck(thread: string, line: string, callFrameId: string): void {
    this.#threads.delete(thread);
    if (thread !== '') {
      // A paused thread could not be ended.
      this.#post(thread, 'Debugger.disable');
      const stuck: FromWatchdog = { kind: 'stuck', thread: this.#numbers.get(thread) ?? 0, line };
      port?.postMessage(stuck);
      return;
    }
    writeSync(2, `iova-check: ${line}\n`);
    // Node would write that it waits for a debugger, if it could.
    const expression =
      "globalThis.process.getBuiltinModule('fs').closeSync(2);" +
      `globalThis.process.reallyExit(${exit})`;
    this.#post('', 'Debugger.evaluateOnCallFrame', { callFrameId, expression });
  }
}

let look: Look | null = null;
let ticksToLook = PERIOD_TICKS;

const timer = setInterval(() => {
  if (look !== null && look.tick()) {
    look.end();
    look = null;
    ticksToLook = PERIOD_TICKS;
  }
  ticksToLook -= 1;
  if (look === null && ticksToLook <= 0) look = new Look();
}, TICK_MS);

port.on('message', (message: ToWatchdog) => {
  if (message.kind === 'file') files.push(message);
  if (message.kind === 'hurry') {
    callTicks = HURRIED_TICKS;
    ticksToLook = 0;
  }
  if (message.kind === 'stop') {
    look?.end();
    clearInterval(timer);
    port.close();
  }
});
const ready: FromWatchdog = { kind: 'ready' };
port.postMessage(ready);
