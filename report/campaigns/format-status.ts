import { shortName } from '../../explore/campaigns/combine.ts';
import type { CampaignStatus } from '../../explore/campaigns/status.ts';
import { formatCost } from '../verdicts/format-cost.ts';

/** How far a campaign has come, for people. */
export function formatStatus(status: CampaignStatus): string {
  const { shards, done, running, isStopped, failed, differing } = status;
  const lines = [
    `${done} of ${shards} shards done, ${running} running, ${failed.length} failed` +
      (isStopped ? '; stopped' : ''),
    `${status.states} states, ${status.runs} runs, ${status.actions} actions` + pace(status),
    ...failed.map(({ shard, why }) => `failed: ${shortName(shard.key)} ${shard.title}: ${why}`),
    ...differing.map(
      ({ key, title }) => `not deterministic, both results are kept: ${shortName(key)} ${title}`,
    ),
    ...(status.found.length === 0 ? ['no property is broken so far'] : []),
    ...status.found.map(
      ({ design, signature, run }) => `${design}: ${signature}: ${formatCost(run.cost)}`,
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function pace({ perSecond, secondsLeft }: CampaignStatus): string {
  if (perSecond === null || secondsLeft === null) return '';
  const left = secondsLeft === 0 ? '' : `; about ${secondsLeft} s left`;
  return `; ${perSecond} states and actions a second${left}`;
}

/** The same as one JSON document, in one line. */
export function statusJson(status: CampaignStatus): string {
  const { failed, differing, found, ...counts } = status;
  const document = {
    version: 1,
    ...counts,
    failed: failed.map(({ shard: { key, title }, why }) => ({ shard: key, title, why })),
    differing: differing.map(({ key, title }) => ({ shard: key, title })),
    found: found.map(({ design, signature, run }) => ({
      design,
      signature,
      cost: formatCost(run.cost),
    })),
  };
  return `${JSON.stringify(document)}\n`;
}
