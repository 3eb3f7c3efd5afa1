import type { QueueStatus, Span } from '../queues/shard-queue.ts';
import { compareRuns, type Execution } from '../world/execution.ts';
import type { Shard } from './shards.ts';
import type { ShardResult } from './shard-result.ts';

/** How far a campaign has come. */
export interface CampaignStatus {
  readonly shards: number;
  readonly done: number;
  readonly running: number;
  readonly isStopped: boolean;
  readonly failed: readonly { readonly shard: Shard; readonly why: string }[];
  /** Shards that found different things when they were done twice. */
  readonly differing: readonly Shard[];
  readonly states: number;
  readonly runs: number;
  readonly actions: number;
  /** States and actions together, from the start to the last result; null: there is none. */
  readonly perSecond: number | null;
  /** If the other shards take as long as those that are done; null: nothing is known. */
  readonly secondsLeft: number | null;
  /** The shortest run so far of each way to break a property, by design. */
  readonly found: readonly FoundSoFar[];
}

/** A way to break a property that some shard has shown. */
export interface FoundSoFar {
  /** As titles of shards begin. */
  readonly design: string;
  readonly signature: string;
  readonly run: Execution;
}

/** How far a campaign has come, by the results that are kept. */
export function statusOf(
  shards: ReadonlyMap<string, Shard>,
  results: ReadonlyMap<string, ShardResult>,
  differing: readonly string[],
  { running, isStopped }: QueueStatus,
  span: Span | null,
): CampaignStatus {
  const failed: { shard: Shard; why: string }[] = [];
  const shortest = new Map<string, FoundSoFar>();
  let [states, runs, actions] = [0, 0, 0];
  for (const [key, result] of results) {
    const shard = shards.get(key);
    if (shard === undefined) continue;
    if (result.kind === 'failed') {
      failed.push({ shard, why: result.why });
      continue;
    }
    const { findings } = result;
    states += findings.states;
    runs += findings.runs;
    actions += findings.actions;
    const [design = ''] = shard.title.split(':', 1);
    for (const [signature, run] of [...findings.cheapest, ...findings.rough]) {
      const name = `${design} ${signature}`;
      const before = shortest.get(name);
      if (before === undefined || compareRuns(run, before.run) < 0) {
        shortest.set(name, { design, signature, run });
      }
    }
  }
  const seconds = span === null ? 0 : (span.lastMs - span.startedMs) / 1000;
  const open = shards.size - results.size;
  return {
    shards: shards.size,
    done: results.size,
    running,
    isStopped,
    failed,
    differing: differing.flatMap((key) => shards.get(key) ?? []),
    states,
    runs,
    actions,
    perSecond: seconds > 0 ? Math.round((states + actions) / seconds) : null,
    secondsLeft: seconds > 0 ? Math.round((seconds / results.size) * open) : null,
    found: [...shortest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
  };
}
