/** A campaign on a server: Redis and PostgreSQL do the same, by way of the same client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  SERVERS,
  startServer,
  type TestServer,
  whyNoServer,
} from '../../bench/campaigns/servers.ts';
import { parseAddress } from '../../explore/queues/queue-address.ts';
import { serverPlace } from '../../explore/queues/server-place.ts';
import type { CampaignPlace } from '../../explore/queues/shard-queue.ts';

const TICKETS = ['a1', 'b2'].map((key) => ({ key, seal: `seal of ${key}` }));
const LOCK_MS = 300;

async function placeOn(server: TestServer, name: string): Promise<CampaignPlace> {
  const address = parseAddress(server.address, 'test');
  return serverPlace(address, name, () => undefined, { lockMs: LOCK_MS });
}

/** The key of the next shard, also if it is dealt out only after a while. */
async function keyTaken({ queue }: CampaignPlace): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const lease = await queue.take();
    if (lease !== null) return lease.key;
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return 'none';
}

describe.each(SERVERS)('%s', (name) => {
  const why = whyNoServer(name);
  const testHere = (what: string, body: () => Promise<void>): void =>
    test.skipIf(why !== null)(why === null ? what : `${what}: ${why}`, body);
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
  let server: TestServer;

  beforeAll(async () => {
    if (why === null) server = await startServer(name, folder);
  });
  afterAll(async () => {
    if (why === null) await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  testHere('deals a shard out once, with its seal, however often it is added', async () => {
    const place = await placeOn(server, 'once');
    const { queue } = place;
    await queue.add(TICKETS);
    await queue.add(TICKETS);
    const first = await queue.take();
    const second = await queue.take();
    expect([first?.key, first?.seal, second?.key]).toEqual(['a1', 'seal of a1', 'b2']);
    expect(await queue.take()).toBeNull();
    expect(await queue.status()).toEqual({ open: 2, running: 2, isStopped: false });
    await first?.done();
    await queue.add(TICKETS);
    expect(await queue.take()).toBeNull();
    await second?.giveBack();
    expect(await keyTaken(place)).toBe('b2');
    await place.close();
  });

  testHere('keeps the first text of a key, and says when', async () => {
    const place = await placeOn(server, 'texts');
    const { store } = place;
    expect(await place.span()).toBeNull();
    expect(await store.insert('campaign', 'what')).toBe('what');
    expect(await store.insert('a1', 'first')).toBe('first');
    expect(await store.insert('a1', 'second')).toBe('first');
    expect(await store.read('b2')).toBeNull();
    const span = await place.span();
    expect(span?.lastMs).toBeGreaterThanOrEqual(span?.startedMs ?? Infinity);
    await place.close();
  });

  testHere('deals out again what a lost worker held, but not what is renewed', async () => {
    const lost = await placeOn(server, 'lost');
    await lost.queue.add(TICKETS.slice(0, 1));
    expect(await keyTaken(lost)).toBe('a1');
    const other = await placeOn(server, 'lost');
    await new Promise((resolve) => setTimeout(resolve, 3 * LOCK_MS));
    expect(await other.queue.take()).toBeNull();
    await lost.close();
    expect(await keyTaken(other)).toBe('a1');
    await other.close();
  });

  testHere('deals nothing out after a stop, until the campaign is started again', async () => {
    const place = await placeOn(server, 'stopped');
    await place.queue.add(TICKETS);
    await place.queue.stop();
    expect(await place.queue.take()).toBeNull();
    expect(await place.queue.status()).toEqual({ open: 2, running: 0, isStopped: true });
    await place.queue.add(TICKETS);
    expect(await keyTaken(place)).toBe('a1');
    await place.close();
  });

  testHere('answers after it was away', async () => {
    const place = await placeOn(server, 'away');
    await place.store.insert('a1', 'kept');
    await server.kill();
    const read = place.store.read('a1');
    await server.restart();
    expect(await read).toBe('kept');
    await place.close();
  });
});

test.skipIf(whyNoServer('redis') !== null)('what may lose work in Redis is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
  const server = await startServer('redis', folder, ['--maxmemory-policy', 'allkeys-lru']);
  try {
    const place = await placeOn(server, 'warned');
    expect(place.warnings).toEqual([
      expect.stringContaining('set "appendonly yes"'),
      expect.stringContaining('set "maxmemory-policy noeviction"'),
    ]);
    await place.close();
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a server that is not there is told in one line', async () => {
  const address = parseAddress('redis://:hush@127.0.0.1:1', 'test');
  await expect(serverPlace(address, 'none', () => undefined, { lockMs: LOCK_MS })).rejects.toThrow(
    'redis://127.0.0.1:1: the server cannot be used: connect ECONNREFUSED 127.0.0.1:1; check',
  );
});
