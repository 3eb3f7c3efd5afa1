import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { DEFAULT_OPTIONS } from '../explore/checking/check-plan.ts';
import type { SearchTask } from '../explore/checking/check-task.ts';
import { Workers } from '../explore/checking/workers.ts';
import { PRESETS } from '../explore/run/presets.ts';
import { allProperties } from '../model/properties/all.ts';

const THREADS = 2;
/** Scope A, and the same with one call more, of which so many states are visited. */
const SEARCHES = [
  { calls: 3, maxStates: Infinity },
  { calls: 4, maxStates: 2_000_000 },
];
/** Keeps one core busy, and nothing else. */
const LOOP = `
  const { parentPort } = require('node:worker_threads');
  let x = 1;
  for (let n = 0; n < 1e9; n += 1) x = (x * 31 + n) | 0;
  parentPort.postMessage(x);
`;

/**
 * Prints how much faster two threads do one search than one does, and how much faster two threads
 * count than one: no more can be expected. The threads are warm, as in a long check.
 */
export async function benchThreads(): Promise<void> {
  const one = await secondsOf(async () => loops(1));
  const two = await secondsOf(async () => loops(THREADS));
  console.log(
    `empty loops: ${THREADS} threads do ${((THREADS * one) / two).toFixed(2)} times as much`,
  );
  const workers = new Workers(THREADS, ({ calls }) => console.log(`not together: ${calls} calls`));
  const doer = workers.on({ design: 'llist', policy: null }, allProperties);
  for (const { calls, maxStates } of SEARCHES) {
    const task: SearchTask = {
      kind: 'shortest',
      scope: { ...PRESETS.default[0], calls, callers: 'well-behaved' },
      script: null,
      settings: { ...DEFAULT_OPTIONS.search, maxStates },
    };
    const seconds: number[] = [];
    let states = 0;
    for (const threads of [1, THREADS, 1, THREADS]) {
      seconds.push(
        await secondsOf(async () => {
          states = (await doer.doTask(task, 0, threads))?.states ?? 0;
        }),
      );
    }
    const [alone = 0, together = 0] = seconds.slice(2);
    const ratio = (alone / together).toFixed(2);
    const times = `${alone.toFixed(1)} s alone, ${together.toFixed(1)} s together`;
    console.log(`llist, ${calls} calls, ${states} states: ${times}: ${ratio} times as fast`);
  }
  await workers.close();
}

async function loops(count: number): Promise<void> {
  const threads = Array.from({ length: count }, () => new Worker(LOOP, { eval: true }));
  await Promise.all(threads.map(async (thread) => once(thread, 'exit')));
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
}
