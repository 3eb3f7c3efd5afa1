import type { TaskBoard } from '../checking/task-board.ts';
import { StuckDesign } from '../loading/watchdog.ts';
import { FaultyDesign } from '../loading/faulty-design.ts';
import { BrokenSeal } from '../queues/place-error.ts';
import { isSealedBy } from '../queues/seal.ts';
import type { CampaignPlace, Lease } from '../queues/shard-queue.ts';
import type { RunnerOfDesigns } from '../checking/check-columns.ts';
import type { Findings } from '../checking/findings.ts';
import type { Shard } from './shards.ts';
import { formatResult, resultOf, type ShardResult } from './shard-result.ts';

/** How long to wait, in milliseconds, before a queue is asked again that has nothing to give. */
const PAUSE_MS = 200;

/** What a worker is to work on. */
export interface Work {
  readonly id: string;
  /** All shards of the campaign, by key. */
  readonly shards: ReadonlyMap<string, Shard>;
  readonly place: CampaignPlace;
  /** The key with which shards are sealed; null: they need no seal. */
  readonly sealKey: string | null;
  /** It ends after so many of its shards in a row that show it nothing new; null: it goes on. */
  readonly saturation: number | null;
}

/** Is told what happens. */
export interface WorkListener {
  /** A shard is done; `isNew`: it shows what no earlier shard of this worker has shown. */
  done(shard: Shard, result: ShardResult, isNew: boolean): void;
  /** The result differs from one that was kept before: both are kept. */
  differs(shard: Shard): void;
}

/** Why a worker has ended. */
export type WorkEnd = 'all is done' | 'stopped' | 'interrupted' | 'saturated';

/**
 * Does shards of a campaign until none is left, `jobs` at a time. A shard that others hold is
 * waited for: they may be lost.
 * @throws BrokenSeal if a shard was not added by whoever has the key
 */
export async function workOn(
  work: Work,
  runners: RunnerOfDesigns,
  jobs: number,
  board: TaskBoard,
  listener: WorkListener,
): Promise<WorkEnd> {
  const seen = new Set<string>();
  let quiet = 0;
  let end: WorkEnd | null = null;
  const doOne = async (lease: Lease, job: number): Promise<void> => {
    const shard = requireOurs(work, lease);
    const result = await resultOfShard(shard, runners, job);
    board.clear(job);
    if (result === null || board.stopped !== null) {
      await lease.giveBack();
      end ??= 'interrupted';
      return;
    }
    await keep(work.place, shard, formatResult(result), listener);
    await lease.done();
    const isNew = addAll(seen, signaturesOf(result));
    quiet = isNew ? 0 : quiet + 1;
    listener.done(shard, result, isNew);
    if (work.saturation !== null && quiet >= work.saturation) end ??= 'saturated';
  };
  const loop = async (job: number): Promise<void> => {
    while (end === null) {
      if (board.stopped !== null) {
        end = 'interrupted';
        return;
      }
      // Sequential on purpose: each of these loops is one job.
      // oxlint-disable-next-line no-await-in-loop
      const lease = await work.place.queue.take();
      // oxlint-disable-next-line no-await-in-loop
      if (lease === null) end = await endOf(work.place);
      // oxlint-disable-next-line no-await-in-loop
      else await doOne(lease, job);
    }
  };
  await Promise.all(Array.from({ length: jobs }, async (_, job) => loop(job)));
  return end ?? 'all is done';
}

/** Why nothing is left to take; null: something may come back, after a while. */
async function endOf({ queue }: CampaignPlace): Promise<WorkEnd | null> {
  const { open, isStopped } = await queue.status();
  if (isStopped) return 'stopped';
  if (open === 0) return 'all is done';
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  return null;
}

function requireOurs({ id, shards, sealKey }: Work, { key, seal }: Lease): Shard {
  const shard = shards.get(key);
  if (sealKey !== null && !isSealedBy(seal, sealKey, id, key)) {
    throw new BrokenSeal(
      `${key.slice(0, 12)}: this shard was not added with the key of this worker: it is not run`,
    );
  }
  if (shard === undefined) {
    throw new BrokenSeal(`${key.slice(0, 12)}: the campaign has no such shard: it is not run`);
  }
  return shard;
}

/** Null: it was not done to its end, as the work was interrupted. */
async function resultOfShard(
  { ref, properties, task }: Shard,
  runners: RunnerOfDesigns,
  job: number,
): Promise<ShardResult | null> {
  let findings: Findings | null;
  try {
    findings = await runners.on(ref, properties).doTask(task, job, 1);
  } catch (error) {
    if (!(error instanceof FaultyDesign) || error instanceof StuckDesign) throw error;
    return { kind: 'failed', why: error.message };
  }
  return findings === null ? null : resultOf(findings);
}

/** Inserts a result. If there is another one already, both are kept. */
async function keep(
  { store }: CampaignPlace,
  shard: Shard,
  text: string,
  listener: WorkListener,
): Promise<void> {
  const there = await store.insert(shard.key, text);
  if (there === text) return;
  await store.insert(differingKey(shard.key), text);
  listener.differs(shard);
}

/** The key of a result that differs from the one that was kept before. */
export function differingKey(key: string): string {
  return `${key}-differs`;
}

/** The ways to break properties that a shard has shown. */
function signaturesOf(result: ShardResult): readonly string[] {
  if (result.kind === 'failed') return [];
  const { cheapest, rough } = result.findings;
  return [...cheapest, ...rough].map(([signature]) => signature);
}

function addAll(seen: Set<string>, texts: readonly string[]): boolean {
  const before = seen.size;
  for (const text of texts) seen.add(text);
  return seen.size > before;
}
