import type { OpenCampaign } from './open-campaign.ts';
import type { Located } from './campaign-place.ts';
import { shortName } from '../../explore/campaigns/combine.ts';
import { workOn } from '../../explore/campaigns/work.ts';
import type { CampaignFlags } from '../arguments/campaign-flags.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { notify } from '../process/notify.ts';
import { StatusLine } from '../process/status-line.ts';
import { withWorkerThreads } from '../process/worker-threads.ts';

/** Does shards in worker threads until none is left, or it is told to stop. */
export async function doShards(
  { id, shards }: OpenCampaign,
  { place, sealKey, name }: Located,
  { jobs, saturation }: CampaignFlags,
): Promise<ExitCode> {
  const line = new StatusLine();
  let done = 0;
  let different = 0;
  const end = await withWorkerThreads(jobs, async ({ workers }) =>
    workOn(
      { id, shards, place, sealKey, saturation: saturation ?? null },
      workers,
      jobs,
      workers.board,
      {
        done(shard, result) {
          done += 1;
          if (result.kind === 'failed') {
            line.say(`iova-check: shard ${shortName(shard.key)} failed: ${result.why}`);
          } else line.show(`${done} shards done here: ${shard.title}`);
        },
        differs(shard) {
          different += 1;
          line.say(
            `iova-check: shard ${shortName(shard.key)} found something else than before: it is ` +
              `not deterministic; both results are kept: ${shard.title}`,
          );
        },
      },
    ),
  );
  line.clear();
  notify(`${end}: ${done} shards done here; \`iova-check campaign status ${name}\` tells the rest`);
  if (different > 0) return EXIT.run;
  return end === 'all is done' ? EXIT.ok : EXIT.inconclusive;
}
