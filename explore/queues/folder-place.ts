import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { claimsIn, namesIn } from './claims.ts';
import { fileOf, folderStore, hasCode, insertFile, unusable } from './folder-store.ts';
import type { CampaignPlace, ShardQueue, Span } from './shard-queue.ts';

/** What a folder with a campaign has in it. */
const NAMES = { results: 'results', claims: 'claims', shards: 'shards', stopped: 'stopped' };

/**
 * A campaign in a folder, for any number of processes of one machine. A shard is done once its
 * result is kept.
 */
export function folderPlace(folder: string): CampaignPlace {
  const results = join(folder, NAMES.results);
  return {
    queue: folderQueue(folder, results),
    store: folderStore(results),
    span: async () => orUnusable(folder, () => spanOf(join(folder, NAMES.shards), results)),
    warnings: [],
    close: () => Promise.resolve(),
  };
}

function folderQueue(folder: string, results: string): ShardQueue {
  const claims = claimsIn(join(folder, NAMES.claims));
  const stopped = join(folder, NAMES.stopped);
  const list = join(folder, NAMES.shards);
  const isDone = (key: string): boolean => existsSync(fileOf(results, key));
  let open: string[] | null = null;
  const next = (): string | null => {
    open ??= keysIn(list);
    for (let at = 0; at < open.length;) {
      const key = open[at] as string;
      const isHeld = !isDone(key) && !claims.claim(key);
      // Whoever held it may have ended it just before it was claimed here.
      if (!isHeld && !isDone(key)) return key;
      if (isHeld) at += 1;
      else {
        open.splice(at, 1);
        claims.release(key);
      }
    }
    return null;
  };
  return {
    add: async (tickets) =>
      orUnusable(folder, () => {
        mkdirSync(folder, { recursive: true });
        insertFile(list, tickets.map(({ key }) => `${key}\n`).join(''));
        rmSync(stopped, { force: true });
      }),
    take: async () =>
      orUnusable(folder, () => {
        if (existsSync(stopped)) return null;
        const key = next();
        if (key === null) return null;
        const release = (): Promise<void> => Promise.resolve(claims.release(key));
        return { key, seal: '', done: release, giveBack: release };
      }),
    status: async () =>
      orUnusable(folder, () => {
        const done = new Set(namesIn(results));
        const left = keysIn(list).filter((key) => !done.has(`${key}.json`));
        return { open: left.length, running: claims.count(), isStopped: existsSync(stopped) };
      }),
    stop: async () =>
      orUnusable(folder, () => {
        insertFile(stopped, '');
      }),
  };
}

function spanOf(list: string, results: string): Span | null {
  const timesMs = namesIn(results).map((name) => statSync(join(results, name)).mtimeMs);
  if (timesMs.length === 0) return null;
  const lastMs = timesMs.reduce((last, timeMs) => Math.max(last, timeMs));
  return { startedMs: statSync(list).mtimeMs, lastMs };
}

function keysIn(list: string): string[] {
  try {
    return readFileSync(list, 'utf8')
      .split('\n')
      .filter((key) => key !== '');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** @throws UnusablePlace if the folder cannot be read or written */
function orUnusable<T>(folder: string, use: () => T): Promise<T> {
  try {
    return Promise.resolve(use());
  } catch (error) {
    return Promise.reject(unusable(folder, error));
  }
}
