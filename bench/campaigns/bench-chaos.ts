import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disturb, type Disturbed } from './chaos.ts';
import { SERVERS, type ServerName, startServer, whyNoServer } from './servers.ts';

/** 240 shards. */
const CHAOS_CAMPAIGN = {
  format: 'iova-check campaign',
  version: 1,
  designs: ['llist', 'marker', 'hardened'],
  scopes: ['cpus=2,irqs=0,calls=2,pages=2,refusals=1,reserve=off'],
  engines: ['shortest', 'exhaustive'],
  firstCalls: 2,
};

const KILLS = 50;

/** Campaigns with 50 kills each say the same as one that nobody disturbs. */
export async function benchCampaignChaos(): Promise<void> {
  const quiet = await disturbedIn(null, 0);
  for (const name of [null, ...SERVERS]) {
    const why = name === null ? null : whyNoServer(name);
    if (why !== null) {
      console.log(`${name}: ${why}`);
      continue;
    }
    const startedMs = performance.now();
    const { document, killed, complaints } = await disturbedIn(name, KILLS);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
    const same = document === quiet.document ? 'the same document' : 'ANOTHER DOCUMENT';
    console.log(`${name ?? 'folder'}: ${JSON.stringify(killed)} killed in ${seconds} s: ${same}`);
    for (const complaint of complaints) console.log(`  ${complaint.trim()}`);
    if (document !== quiet.document) process.exitCode = 1;
  }
}

async function disturbedIn(
  name: ServerName | null,
  kills: number,
): Promise<Awaited<ReturnType<typeof disturb>>> {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-chaos-'));
  const data = mkdtempSync(join(tmpdir(), 'iova-check-server-'));
  writeFileSync(join(folder, 'chaos.json'), JSON.stringify(CHAOS_CAMPAIGN));
  const server = name === null ? null : await startServer(name, data);
  const chaos: Disturbed = {
    file: 'chaos.json',
    folder,
    server,
    workers: 2,
    kills,
    betweenMs: 1500,
    seed: 1,
  };
  try {
    return await disturb(chaos);
  } finally {
    await server?.kill();
    rmSync(folder, { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
  }
}
