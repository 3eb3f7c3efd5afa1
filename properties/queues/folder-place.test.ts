/** A campaign in a folder: what is kept stays, and what a lost process held is dealt out again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimsIn } from '../../explore/queues/claims.ts';
import { folderPlace } from '../../explore/queues/folder-place.ts';
import type { CampaignPlace, Lease } from '../../explore/queues/shard-queue.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const TICKETS = ['a1', 'b2'].map((key) => ({ key, seal: '' }));

async function started(): Promise<CampaignPlace> {
  const place = folderPlace(folder);
  await place.queue.add(TICKETS);
  return place;
}

test('the first text of a key stays, and no half file is left', async () => {
  const { store } = folderPlace(folder);
  expect(await store.insert('a1', 'first')).toBe('first');
  expect(await store.insert('a1', 'second')).toBe('first');
  expect(await store.read('a1')).toBe('first');
  expect(await store.read('b2')).toBeNull();
  expect(readdirSync(join(folder, 'results'))).toEqual(['a1.json']);
});

test('a shard is dealt out to one at a time, and not again once it has a result', async () => {
  const { queue, store } = await started();
  const first = (await queue.take()) as Lease;
  expect(first.key).toBe('a1');
  expect((await folderPlace(folder).queue.take())?.key).toBe('b2');
  expect(await queue.take()).toBeNull();
  expect(await queue.status()).toEqual({ open: 2, running: 2, isStopped: false });
  await store.insert('a1', 'found');
  await first.done();
  expect(await queue.take()).toBeNull();
  expect(await queue.status()).toEqual({ open: 1, running: 1, isStopped: false });
});

test('a shard that is given back is dealt out again', async () => {
  const { queue } = await started();
  await (await queue.take())?.giveBack();
  expect((await queue.take())?.key).toBe('a1');
});

test('what a process held that was killed is dealt out again', async () => {
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  mkdirSync(join(folder, 'claims'));
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  writeFileSync(join(folder, 'claims', 'a1'), `${child.pid} ${began}`);
  const { queue } = await started();
  expect((await queue.take())?.key).toBe('b2');
  expect(claimsIn(join(folder, 'claims')).count()).toBe(2);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(claimsIn(join(folder, 'claims')).count()).toBe(1);
  expect((await queue.take())?.key).toBe('a1');
});

test('a process that has the number of one that was killed does not hold its shards', async () => {
  mkdirSync(join(folder, 'claims'));
  writeFileSync(join(folder, 'claims', 'a1'), `${process.pid} 1`);
  const { queue } = await started();
  expect((await queue.take())?.key).toBe('a1');
});

test('after a stop nothing is dealt out, until the campaign is started again', async () => {
  const { queue } = await started();
  await queue.stop();
  expect(await queue.take()).toBeNull();
  expect((await queue.status()).isStopped).toBe(true);
  await queue.add(TICKETS);
  expect((await queue.take())?.key).toBe('a1');
});

test('a folder that cannot be used is told in one line', async () => {
  writeFileSync(join(folder, 'results'), '');
  const { store } = folderPlace(folder);
  await expect(store.insert('a1', 'found')).rejects.toThrow(
    `${join(folder, 'results')}: the campaign cannot be kept there`,
  );
});
