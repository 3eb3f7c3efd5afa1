import type { EntryStore } from './entry-store.ts';

/** A shard as a queue has it. */
export interface Ticket {
  /** The name of the shard: [0-9a-f]+. */
  readonly key: string;
  /** Proves who added it; '': nobody has to be told. */
  readonly seal: string;
}

/** A shard that was taken, and is held until it is done or given back. */
export interface Lease extends Ticket {
  /** The shard is done: nobody is to take it again. What it found was kept before. */
  done(): Promise<void>;
  /** The shard was not done: somebody is to take it again. */
  giveBack(): Promise<void>;
}

/** How far the shards of a queue have come. */
export interface QueueStatus {
  /** Added, and not done. */
  readonly open: number;
  /** Some of these: held by a worker, as far as is known. */
  readonly running: number;
  readonly isStopped: boolean;
}

/**
 * Deals shards out to workers. A shard may be dealt out twice, if whoever held it seems to be lost;
 * it is dealt out at least once unless it is stopped.
 */
export interface ShardQueue {
  /** Adds shards; one that was added before, done or not, is nothing. Ends a stop. */
  add(tickets: readonly Ticket[]): Promise<void>;
  /** Null: none can be taken now. */
  take(): Promise<Lease | null>;
  status(): Promise<QueueStatus>;
  /** From now on nothing can be taken. */
  stop(): Promise<void>;
}

/** From when to when a campaign was worked on, as the clock of the machine or server says. */
export interface Span {
  /** When it was added first, in milliseconds. */
  readonly startedMs: number;
  /** When the last result was kept. */
  readonly lastMs: number;
}

/** Where a campaign lies: its queue, and what it has found. */
export interface CampaignPlace {
  readonly queue: ShardQueue;
  readonly store: EntryStore;
  /** Null: there is no result yet. */
  span(): Promise<Span | null>;
  /** What is wrong with the server, a line each, that may lose work; []: nothing is known. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}
