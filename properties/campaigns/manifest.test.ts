/** What a worker runs, and what it refuses. */
import { expect, test } from 'vitest';
import { openCampaign, requireManifest } from '../../cli/campaigns/open-campaign.ts';
import {
  campaignId,
  formatManifest,
  type Manifest,
  ownTool,
  parseManifest,
} from '../../explore/campaigns/manifest.ts';
import { besideFiles } from '../../cli/files/beside-files.ts';
import { isUserError } from '../../cli/process/user-error.ts';

const CAMPAIGN = {
  format: 'iova-check campaign',
  version: 1,
  designs: ['hardened'],
  bugs: ['rests-for-ever', 'has-no-work'],
  scopes: ['cpus=1,irqs=0,calls=1', 'cpus=2,irqs=0,calls=1'],
  engines: ['shortest', 'exhaustive'],
  firstCalls: 1,
};
const manifest: Manifest = {
  format: 'iova-check campaign manifest 1',
  tool: ownTool(),
  campaign: JSON.stringify(CAMPAIGN),
  files: { 'b.ts': '', 'a.ts': '' },
};
const text = formatManifest(manifest);

/** What is thrown, if it is a mistake of the user. */
function mistakeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isUserError(error)) return error.message;
    throw error;
  }
  return 'none';
}

test('a manifest is the same however its files were listed', () => {
  expect(parseManifest(text)).toEqual(manifest);
  const { files } = manifest;
  const other = { ...manifest, files: Object.fromEntries(Object.entries(files).toReversed()) };
  expect(formatManifest(other)).toBe(text);
});

test('a worker runs the campaign that it was told, from its own version of the tool', () => {
  expect(requireManifest(text, campaignId(text))).toEqual(manifest);
});

test('a worker refuses a campaign that was changed, and one of another version', () => {
  const changed = text.replace('calls=1', 'calls=2');
  expect(mistakeOf(() => requireManifest(changed, campaignId(text)))).toMatch(
    /^campaign [0-9a-f]{12}: its manifest was changed: nothing of it is run$/,
  );
  const older = formatManifest({ ...manifest, tool: 'older' });
  expect(mistakeOf(() => requireManifest(older, campaignId(older)))).toMatch(
    /^campaign [0-9a-f]{12}: another version of iova-check or Node started it: .*; install/,
  );
  expect(mistakeOf(() => requireManifest('{}', campaignId('{}')))).toContain('was changed');
});

test('a campaign has a column for each design, and one for each bug and its base', async () => {
  const { plan, shards } = await openCampaign(manifest, (file) => file);
  expect(plan.columns.map(({ design, options }) => [design, options.scopes.length])).toEqual([
    ['hardened', 2],
    ['hardened', 1],
    ['has-no-work', 1],
    ['hardened', 1],
    ['rests-for-ever', 1],
  ]);
  const kinds = [...shards.values()].map(({ task: { kind } }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['shortest', 'exhaustive']));
});

test('no file of a campaign is written outside of its folder', async () => {
  const out = besideFiles({ '../../a.ts': '' }, 'in', () => Promise.resolve());
  await expect(out).rejects.toThrow('campaign: the file ../../a.ts would lie outside');
});
