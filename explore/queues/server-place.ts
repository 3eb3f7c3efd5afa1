import { randomUUID } from 'node:crypto';
import {
  createPostgresBackend,
  type Job,
  type JobType,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import type { EntryStore } from './entry-store.ts';
import { UnusablePlace } from './place-error.ts';
import { persistently } from './persistently.ts';
import { connectionOf, type QueueAddress, redacted } from './queue-address.ts';
import { examineServer } from './examine-server.ts';
import type { CampaignPlace, Lease, ShardQueue, Span } from './shard-queue.ts';

/**
 * The states of shards that are to be done. Only PostgreSQL knows `paused`: what waits in a queue
 * that was stopped.
 */
const OPEN = ['waiting', 'active', 'delayed', 'paused'] as JobType[];
/** Jobs that are added at once. */
const BATCH = 1000;

/** The queues of a campaign on a server: one of its shards, and one with a job for each result. */
interface Queues {
  readonly shards: Queue;
  readonly results: Queue;
  readonly worker: Worker;
}

/** How long things take. */
interface ServerTimes {
  /**
   * A lock is renewed every third of this time, in milliseconds. A shard whose worker is lost is
   * dealt out again after it, and after the next look at what has stalled.
   */
  readonly lockMs: number;
}

/**
 * A campaign on a server, by way of BullMQ. Every shard is a job, and so is every result: one that
 * nobody takes. BullMQ adds no job twice, so a result is inserted if there is none.
 * @param name of the campaign
 * @param tell is told what is wrong with the connection, in one line
 * @throws UnusablePlace if the server cannot be used
 */
export async function serverPlace(
  address: QueueAddress,
  name: string,
  tell: (line: string) => void,
  { lockMs }: ServerTimes,
): Promise<CampaignPlace> {
  const warnings = await examineServer(address);
  const queues = queuesOf(address, name, lockMs);
  const { shards, results, worker } = queues;
  let last = '';
  const hear = (error: Error): void => {
    const line = `${address.shown}: ${redacted(error, address)}; trying again`;
    if (line !== last) tell(line);
    last = line;
  };
  shards.on('error', hear);
  results.on('error', hear);
  worker.on('error', hear);
  try {
    await Promise.all([shards, results, worker].map(async (one) => one.waitUntilReady()));
    await worker.startStalledCheckTimer();
  } catch (error) {
    throw new UnusablePlace(`${address.shown}: ${redacted(error, address)}`);
  }
  const ask = async <T>(what: () => Promise<T>): Promise<T> =>
    persistently(address, (error) => hear(error as Error), what);
  return {
    queue: shardQueue(queues, lockMs, ask),
    store: resultStore(results, ask),
    span: async () => ask(async () => spanOf(results)),
    warnings,
    close: async () => {
      await Promise.all([shards, results, worker].map(async (one) => one.close()));
    },
  };
}

function queuesOf(address: QueueAddress, name: string, lockMs: number): Queues {
  const work: Omit<WorkerOptions, 'connection'> = {
    lockDuration: lockMs,
    stalledInterval: lockMs,
    // A loss is not the shard's fault, however often it happens.
    maxStalledCount: 1_000_000,
    autorun: false,
  };
  if (address.kind === 'postgres') {
    const connection = { connectionString: address.url, schema: 'iova_check', migrate: true };
    const queue = (of: string): Queue =>
      new Queue(of, { connection }, createPostgresBackend) as unknown as Queue;
    return {
      shards: queue(name),
      results: queue(`${name}-results`),
      worker: new Worker(
        name,
        null,
        { ...work, connection },
        createPostgresBackend,
      ) as unknown as Worker,
    };
  }
  const connection = redisOptions(address);
  return {
    shards: new Queue(name, { connection }),
    results: new Queue(`${name}-results`, { connection }),
    worker: new Worker(name, null, { ...work, connection }),
  };
}

function redisOptions({ url }: QueueAddress): QueueOptions['connection'] {
  return { ...connectionOf(url), maxRetriesPerRequest: null };
}

/** Asks the server until it answers. */
type Ask = <T>(what: () => Promise<T>) => Promise<T>;

function shardQueue({ shards, worker }: Queues, lockMs: number, ask: Ask): ShardQueue {
  return {
    async add(tickets) {
      for (let at = 0; at < tickets.length; at += BATCH) {
        const jobs = tickets.slice(at, at + BATCH).map(({ key, seal }) => ({
          name: 'shard',
          data: { seal },
          opts: { jobId: key, attempts: 1 },
        }));
        // In order, so that no more than this is under way.
        // oxlint-disable-next-line no-await-in-loop
        await ask(async () => shards.addBulk(jobs));
      }
      await ask(async () => shards.resume());
    },
    async take() {
      const token = randomUUID();
      const job = await ask(
        async () => (await worker.getNextJob(token, { block: false })) as Job | undefined,
      );
      return job === undefined ? null : leaseOf(job, token, lockMs, ask);
    },
    async status() {
      const counts = await ask(async () => shards.getJobCounts(...OPEN));
      const running = counts['active'] ?? 0;
      const open = Object.values(counts).reduce((sum, count) => sum + count, 0);
      return { open, running, isStopped: await ask(async () => shards.isPaused()) };
    },
    stop: async () => ask(async () => shards.pause()),
  };
}

/** The lock is renewed by a timer: whoever holds it does the shard in another thread. */
function leaseOf(job: Job, token: string, lockMs: number, ask: Ask): Lease {
  const renew = setInterval(() => {
    // If it is lost, the shard is done twice.
    job.extendLock(token, lockMs).catch(() => undefined);
  }, lockMs / 3);
  const end = async (move: () => Promise<unknown>): Promise<void> => {
    clearInterval(renew);
    await ask(async () => {
      try {
        await move();
      } catch (error) {
        // Another worker has it by now, or has done it. What was found is kept.
        if (!isLockLost(error)) throw error;
      }
    });
  };
  const { seal } = job.data as { readonly seal: string };
  return {
    key: job.id as string,
    seal,
    done: async () => end(async () => job.moveToCompleted('', token, false)),
    giveBack: async () => end(async () => job.moveToWait(token)),
  };
}

/** BullMQ says so by a code or in words, of a job that somebody else holds or has moved. */
function isLockLost(error: unknown): boolean {
  return error instanceof Error && /lock|not in the active state|Missing key/i.test(error.message);
}

/** The manifest was added first, and every result after it. */
async function spanOf(results: Queue): Promise<Span | null> {
  const { waiting = 0 } = await results.getJobCounts('waiting');
  if (waiting < 2) return null;
  const [first, last] = await Promise.all(
    [0, waiting - 1].map(async (at) => (await results.getWaiting(at, at))[0]),
  );
  if (first === undefined || last === undefined) return null;
  const timesMs = [first.timestamp, last.timestamp];
  return { startedMs: Math.min(...timesMs), lastMs: Math.max(...timesMs) };
}

function resultStore(results: Queue, ask: Ask): EntryStore {
  const read = async (key: string): Promise<string | null> => {
    const job = await ask(async () => (await results.getJob(key)) as Job | undefined);
    return job === undefined ? null : (job.data as { readonly text: string }).text;
  };
  return {
    async insert(key, text) {
      await ask(async () => results.add('result', { text }, { jobId: key }));
      return (await read(key)) ?? text;
    },
    read,
  };
}
