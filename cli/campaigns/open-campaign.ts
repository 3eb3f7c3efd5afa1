import { type Campaign, readCampaign } from '../../explore/campaigns/campaign-file.ts';
import {
  campaignId,
  filesKey,
  formatManifest,
  type Manifest,
  ownTool,
  parseManifest,
} from '../../explore/campaigns/manifest.ts';
import { type Shard, shardsOfColumn, shardsOfTask } from '../../explore/campaigns/shards.ts';
import type { ShardsOf } from '../../explore/campaigns/merged-runners.ts';
import type { Plan } from '../../explore/checking/plan.ts';
import type { DesignRef } from '../../explore/loading/load-design.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Subject } from '../../port/subject.ts';
import { UserError } from '../process/user-error.ts';
import { campaignPlan } from './campaign-plan.ts';
import { pack } from './travelling-files.ts';

/** A campaign with its shards. It is the same wherever its manifest is opened. */
export interface OpenCampaign {
  readonly id: string;
  readonly campaign: Campaign;
  readonly plan: Plan;
  /** By key, in the order of columns and tasks. */
  readonly shards: ReadonlyMap<string, Shard>;
  readonly shardsOf: ShardsOf;
}

/** The manifest of a campaign file, with the files that it names. */
export async function manifestOf(text: string, fileName: string): Promise<Manifest> {
  const { campaign, files } = await pack(readCampaign(text, fileName));
  const format = 'iova-check campaign manifest 1';
  return { format, tool: ownTool(), campaign: JSON.stringify(campaign), files };
}

/**
 * The manifest in a text that was kept.
 * @param id the campaign that it must be of
 * @throws UserError if it is another one, or of another version of the tool
 */
export function requireManifest(text: string, id: string): Manifest {
  const manifest = parseManifest(text);
  if (manifest === null || campaignId(text) !== id) {
    throw new UserError(
      `campaign ${id.slice(0, 12)}: its manifest was changed: nothing of it is run`,
    );
  }
  if (manifest.tool === ownTool()) return manifest;
  throw new UserError(
    `campaign ${id.slice(0, 12)}: another version of iova-check or Node started it: its shards ` +
      'would find something else; install that version, or start the campaign again with this one',
  );
}

/** Cuts a campaign into shards; its files must lie in the working folder already. */
export async function openCampaign(
  manifest: Manifest,
  nameOf: (file: string) => string,
): Promise<OpenCampaign> {
  const campaign = readCampaign(manifest.campaign, 'campaign');
  const plan = await campaignPlan(campaign, nameOf);
  const { firstCalls } = campaign;
  const settings = { tool: manifest.tool, files: filesKey(manifest), firstCalls };
  const subjects = new Map<string, Subject>();
  const subjectOf = (ref: DesignRef): Subject => subjects.get(JSON.stringify(ref)) as Subject;
  const shards = new Map<string, Shard>();
  for (const column of plan.columns) {
    // Sequential on purpose: the order of shards is that of columns.
    // oxlint-disable-next-line no-await-in-loop
    const subject = twinSubject(await loadDesign(column.ref), plan.properties);
    subjects.set(JSON.stringify(column.ref), subject);
    for (const shard of shardsOfColumn(subject, column, settings)) shards.set(shard.key, shard);
  }
  return {
    id: campaignId(formatManifest(manifest)),
    campaign,
    plan,
    shards,
    shardsOf: (ref, task) => shardsOfTask(subjectOf(ref), ref, task, settings),
  };
}
