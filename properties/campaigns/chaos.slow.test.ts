/** Campaigns of the built command say the same whatever is killed meanwhile. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type AfterChaos, disturb } from '../../bench/campaigns/chaos.ts';
import { startServer, type TestServer, whyNoServer } from '../../bench/campaigns/servers.ts';

/** Eleven shards. */
const CAMPAIGN = {
  format: 'iova-check campaign',
  version: 1,
  designs: ['mine.ts'],
  scopes: ['cpus=1,irqs=0,calls=2,pages=2,refusals=1,reserve=off'],
  properties: ['AVL-1'],
  engines: ['shortest'],
  firstCalls: 1,
};
const MINE = `import { llist } from 'iova-check';
import { name } from './parts/name.ts';
export default { ...llist, name, storeRefused() {} };
`;

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
  folders.push(folder);
  return folder;
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function campaign(server: TestServer | null, kills: number): Promise<AfterChaos> {
  const folder = newFolder();
  writeFileSync(join(folder, 'campaign.json'), JSON.stringify(CAMPAIGN));
  writeFileSync(join(folder, 'mine.ts'), MINE);
  mkdirSync(join(folder, 'parts'));
  writeFileSync(join(folder, 'parts', 'name.ts'), `export const name: string = 'mine';\n`);
  const file = 'campaign.json';
  return disturb({ file, folder, server, workers: 1, kills, betweenMs: 700, seed: 5 });
}

const why = whyNoServer('redis');

describe('a campaign of a file of the user', () => {
  let quiet: AfterChaos;

  test('is done in a folder, with what the file imports', async () => {
    quiet = await campaign(null, 0);
    expect(quiet.complaints).toEqual([]);
    expect(JSON.parse(quiet.document)).toMatchObject({
      results: [{ design: 'mine', properties: [{ id: 'AVL-1', verdict: 'holds' }] }],
      campaign: { missing: [], failed: [] },
    });
  });

  test.skipIf(why !== null)(`says the same on a server, after a kill ${why ?? ''}`, async () => {
    const server = await startServer('redis', newFolder());
    try {
      const { document, killed, complaints } = await campaign(server, 1);
      expect(complaints).toEqual([]);
      expect(killed.worker).toBe(1);
      expect(document).toBe(quiet.document);
    } finally {
      await server.kill();
    }
  });
});
