import { join, resolve } from 'node:path';
import { readResults } from '../../explore/campaigns/read-results.ts';
import { statusOf } from '../../explore/campaigns/status.ts';
import {
  campaignId,
  filesKey,
  formatManifest,
  type Manifest,
} from '../../explore/campaigns/manifest.ts';
import { insertFile, unusable } from '../../explore/queues/folder-store.ts';
import { sealOf } from '../../explore/queues/seal.ts';
import { formatStatus, statusJson } from '../../report/campaigns/format-status.ts';
import type { CampaignAction, CampaignFlags } from '../arguments/campaign-flags.ts';
import { besideFiles } from '../files/beside-files.ts';
import { requireFolder } from '../files/folders.ts';
import { readText } from '../files/text-files.ts';
import { keptManifest, locate, type Located, MANIFEST } from '../campaigns/campaign-place.ts';
import { doShards } from '../campaigns/do-shards.ts';
import { mergeCampaign } from '../campaigns/merge.ts';
import {
  manifestOf,
  type OpenCampaign,
  openCampaign,
  requireManifest,
} from '../campaigns/open-campaign.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';

/** `iova-check campaign start FILE`, and what follows it. */
export async function campaignCommand(
  action: CampaignAction,
  what: string,
  flags: CampaignFlags,
): Promise<ExitCode> {
  if (flags.local !== undefined && flags.queue !== undefined) {
    throw new UserError('--local and --queue: a campaign lies in one place; leave one of them out');
  }
  if (action === 'start') return start(what, flags);
  if (flags.local !== undefined) {
    throw new UserError(`--local: campaign ${action} takes the folder by its name; leave it out`);
  }
  const { located, text } = await keptManifest(what, flags);
  try {
    return await act(action, located, text, what, flags);
  } finally {
    await located.place.close();
  }
}

async function act(
  action: Exclude<CampaignAction, 'start'>,
  located: Located,
  text: string,
  what: string,
  flags: CampaignFlags,
): Promise<ExitCode> {
  if (action === 'stop') {
    await located.place.queue.stop();
    print('stopped: workers end after the shards they are at; `campaign start` goes on\n');
    return EXIT.ok;
  }
  const id = flags.queue === undefined ? campaignId(text) : what;
  return opened(requireManifest(text, id), async (open) => {
    switch (action) {
      case 'worker':
        return doShards(open, located, flags);
      case 'status':
        return showStatus(open, located, flags);
      case 'merge':
        return mergeCampaign(open, located, flags);
    }
  });
}

/** Has work done on a campaign, beside the files that it has. */
async function opened<T>(manifest: Manifest, work: (open: OpenCampaign) => Promise<T>): Promise<T> {
  return besideFiles(manifest.files, filesKey(manifest).slice(0, 12), async (nameOf) =>
    work(await openCampaign(manifest, nameOf)),
  );
}

/** Adds the shards of a campaign. In a folder, it does them at once. */
async function start(file: string, flags: CampaignFlags): Promise<ExitCode> {
  if (flags.local === undefined && flags.queue === undefined) {
    throw new UserError('campaign start: give --local, or --queue with the address of a server');
  }
  const manifest = await manifestOf(readText(file), file);
  const text = formatManifest(manifest);
  const id = campaignId(text);
  // Before the working folder is another one.
  const located = await locate(id, flags);
  const folder = flags.queue === undefined ? resolve(located.name) : null;
  try {
    if (folder !== null) requireFolder(folder);
    return await opened(manifest, async (open) => {
      await keepManifest(text, located, folder);
      await add(open, located);
      print(`campaign ${located.name}: ${open.shards.size} shards\n`);
      return folder === null ? EXIT.ok : doShards(open, located, flags);
    });
  } finally {
    await located.place.close();
  }
}

/** @throws UserError if another campaign lies there */
async function keepManifest(
  text: string,
  { place, name }: Located,
  folder: string | null,
): Promise<void> {
  if (folder === null) {
    await place.store.insert(MANIFEST, text);
    return;
  }
  const file = join(folder, `${MANIFEST}.json`);
  try {
    if (insertFile(file, text)) return;
  } catch (error) {
    throw unusable(folder, error);
  }
  if (readText(file) !== text) {
    throw new UserError(
      `${name}: another campaign lies there, or it was started by another version of iova-check ` +
        'or Node, or a file has changed since; name another folder',
    );
  }
}

async function add({ id, shards }: OpenCampaign, { place, sealKey }: Located): Promise<void> {
  await place.queue.add(
    [...shards.keys()].map((key) => ({
      key,
      seal: sealKey === null ? '' : sealOf(sealKey, id, key),
    })),
  );
}

async function showStatus(
  { shards }: OpenCampaign,
  { place }: Located,
  { json }: CampaignFlags,
): Promise<ExitCode> {
  const { results, differing } = await readResults(place.store, [...shards.keys()]);
  const status = statusOf(
    shards,
    results,
    differing,
    await place.queue.status(),
    await place.span(),
  );
  print(json === true ? statusJson(status) : formatStatus(status));
  return differing.length > 0 ? EXIT.run : EXIT.ok;
}
