import type { EntryStore } from '../queues/entry-store.ts';
import { UnusablePlace } from '../queues/place-error.ts';
import { parseResult, type ShardResult } from './shard-result.ts';
import { differingKey } from './work.ts';

/** The results that are kept of a campaign, by the key of their shard. */
export interface KeptResults {
  readonly results: ReadonlyMap<string, ShardResult>;
  /** The keys of shards that found different things when they were done twice. */
  readonly differing: readonly string[];
}

/** Reads the results of the shards that are done. @throws UnusablePlace if one is damaged */
export async function readResults(
  store: EntryStore,
  keys: readonly string[],
): Promise<KeptResults> {
  const results = new Map<string, ShardResult>();
  const differing: string[] = [];
  for (const key of keys) {
    // One by one: there may be many, and a server answers quickly.
    // oxlint-disable-next-line no-await-in-loop
    const text = await store.read(key);
    if (text === null) continue;
    const result = parseResult(text);
    if (result === null) {
      throw new UnusablePlace(
        `${key}: its result is damaged; remove it, and start the campaign again`,
      );
    }
    results.set(key, result);
    // oxlint-disable-next-line no-await-in-loop
    if ((await store.read(differingKey(key))) !== null) differing.push(key);
  }
  return { results, differing };
}
