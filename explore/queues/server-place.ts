import { randomUUID } from 'node:crypto';
import {
  createPostgresBackend,
  type Job,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import type { EntryStore } from './entry-store.ts';
import { UnusablePlace } from './place-error.ts';
import { connectionOf, type QueueAddress, redacted } from './queue-address.ts';
import { examineServer } from './examine-server.ts';
import type { CampaignPlace, Lease, ShardQueue } from './shard-queue.ts';

/**
 * A lock is renewed every third of this time, in milliseconds. A shard whose worker is lost is
 * dealt out again after it, and after the next look at what has stalled.
 */
const LOCK_MS = 30_000;
/** Jobs that are added at once. */
const BATCH = 1000;

/** The queues of a campaign on a server: one of its shards, and one with a job for each result. */
interface Queues {
  readonly shards: Queue;
  readonly results: Queue;
  readonly worker: Worker;
}

/** How long things take, in milliseconds; tests want less. */
export interface ServerTimes {
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
  { lockMs }: ServerTimes = { lockMs: LOCK_MS },
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
  return {
    queue: shardQueue(queues, lockMs),
    store: resultStore(results),
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
      worker: new Worker(name, null, { ...work, connection }, createPostgresBackend) as unknown as Worker,
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

function shardQueue({ shards, worker }: Queues, lockMs: number): ShardQueue {
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
        await shards.addBulk(jobs);
      }
      await shards.resume();
    },
    async take() {
      const token = randomUUID();
      const job = (await worker.getNextJob(token, { block: false })) as Job | undefined;
      return job === undefined ? null : leaseOf(job, token, lockMs);
    },
    async status() {
      const counts = await shards.getJobCounts('waiting', 'active', 'delayed');
      const running = counts['active'] ?? 0;
      const open = Object.values(counts).reduce((sum, count) => sum + count, 0);
      return { open, running, isStopped: await shards.isPaused() };
    },
    stop: async () => shards.pause(),
  };
}

/** The lock is renewed by a timer: whoever holds it does the shard in another thread. */
function leaseOf(job: Job, token: string, lockMs: number): Lease {
  const renew = setInterval(() => {
    // If it is lost, the shard is done twice.
    job.extendLock(token, lockMs).catch(() => undefined);
  }, lockMs / 3);
  const end = async (move: () => Promise<unknown>): Promise<void> => {
    clearInterval(renew);
    try {
      await move();
    } catch {
      // Another worker has it by now, or has done it. What was found is kept.
    }
  };
  const { seal } = job.data as { readonly seal: string };
  return {
    key: job.id as string,
    seal,
    done: async () => end(async () => job.moveToCompleted('', token, false)),
    giveBack: async () => end(async () => job.moveToWait(token)),
  };
}

function resultStore(results: Queue): EntryStore {
  const read = async (key: string): Promise<string | null> => {
    const job = (await results.getJob(key)) as Job | undefined;
    return job === undefined ? null : (job.data as { readonly text: string }).text;
  };
  return {
    async insert(key, text) {
      await results.add('result', { text }, { jobId: key });
      return (await read(key)) ?? text;
    },
    read,
  };
}
