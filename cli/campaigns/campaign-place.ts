import { join, resolve } from 'node:path';
import { folderPlace } from '../../explore/queues/folder-place.ts';
import { sealedStore } from '../../explore/queues/seal.ts';
import type { CampaignPlace } from '../../explore/queues/shard-queue.ts';
import type { CampaignFlags } from '../arguments/campaign-flags.ts';
import { entryAt, readText, requireOurs } from '../files/text-files.ts';
import { notify } from '../process/notify.ts';
import { UserError } from '../process/user-error.ts';
import { campaignKey, queueAddress } from './secrets.ts';

/** Where a campaign lies, and what opens it. */
export interface Located {
  readonly place: CampaignPlace;
  /** The key that its shards are sealed with; null: a folder, whose files have owners. */
  readonly sealKey: string | null;
  /** How the user names it to other commands. */
  readonly name: string;
}

/** The manifest lies among the results on a server, and beside them in a folder. */
export const MANIFEST = 'campaign';

/** The place of the campaign of that name in a folder, or with `--queue`, on a server. */
export async function locate(id: string, flags: CampaignFlags): Promise<Located> {
  const address = queueAddress(flags);
  if (address === null) {
    const folder = typeof flags.local === 'string' ? flags.local : `campaign-${id.slice(0, 12)}`;
    return { place: folderPlace(resolve(folder)), sealKey: null, name: folder };
  }
  const sealKey = campaignKey();
  // A server is only needed by whoever has one: its client takes a while to load.
  const { serverPlace } = await import('../../explore/queues/server-place.ts');
  const place = await serverPlace(
    address,
    `iova-check-${id}`,
    (line) => notify(`iova-check: ${line}`),
    { lockMs: flags.lock * 1000 },
  );
  for (const warning of place.warnings) notify(`iova-check: warning: ${warning}`);
  return { place: { ...place, store: sealedStore(place.store, sealKey) }, sealKey, name: id };
}

/** The manifest that a folder or a server has. @throws UserError if it has none */
export async function keptManifest(
  what: string,
  flags: CampaignFlags,
): Promise<{ readonly located: Located; readonly text: string }> {
  if (flags.queue === undefined) {
    const file = join(what, `${MANIFEST}.json`);
    if (entryAt(file) === null) {
      throw new UserError(`${what}: no campaign was started there; name the folder of one`);
    }
    requireOurs(file, MANIFEST, (text) =>
      text.startsWith('{"format":"iova-check campaign manifest'),
    );
    return { located: await locate('', { ...flags, local: what }), text: readText(file) };
  }
  if (!/^[0-9a-f]{64}$/.test(what)) {
    throw new UserError(
      `${what}: expected the name of a campaign, 64 digits, as \`campaign start\` prints it`,
    );
  }
  const located = await locate(what, flags);
  const text = await located.place.store.read(MANIFEST).catch(async (error: unknown) => {
    await located.place.close();
    throw error;
  });
  if (text !== null) return { located, text };
  await located.place.close();
  throw new UserError(`${what.slice(0, 12)}: that server has no such campaign; start it first`);
}
