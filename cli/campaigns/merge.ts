import { mergedRunners } from '../../explore/campaigns/merged-runners.ts';
import { readResults } from '../../explore/campaigns/read-results.ts';
import { formatScope } from '../../explore/run/scope.ts';
import { scopeOfBug } from '../../explore/studies/bugs/scope-of-bug.ts';
import {
  campaignDocument,
  campaignText,
  type Merged,
} from '../../report/campaigns/campaign-report.ts';
import type { SoughtBug } from '../../report/campaigns/bug-verdicts.ts';
import { checkText } from '../../report/reporters/check-text.ts';
import type { PlannedColumn } from '../../explore/checking/plan.ts';
import type { CampaignFlags } from '../arguments/campaign-flags.ts';
import { readAllowFile } from '../files/allow-list-file.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { carryOut } from '../pipeline/pipeline.ts';
import { reportersFor } from '../pipeline/reporters-for.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';
import { isColourful } from '../process/standard-output.ts';
import { bugsOf } from './campaign-plan.ts';
import type { Located } from './campaign-place.ts';
import type { OpenCampaign } from './open-campaign.ts';

/** Turns the results of shards into verdicts, as `check` would: missing ones leave them open. */
export async function mergeCampaign(
  open: OpenCampaign,
  { place }: Located,
  flags: CampaignFlags,
): Promise<ExitCode> {
  const { plan, shardsOf } = open;
  const shards = [...open.shards.values()];
  const { results, differing } = await readResults(place.store, [...open.shards.keys()]);
  const merged: Merged = {
    id: open.id,
    shards,
    missing: shards.filter(({ key }) => !results.has(key)),
    failed: shards.filter(({ key }) => results.get(key)?.kind === 'failed'),
    firstCalls: open.campaign.firstCalls,
    bugs: soughtBugs(open),
  };
  const own =
    flags.json === true
      ? [campaignDocument(merged)]
      : [checkText({ colour: isColourful() }, flags.verbose === true), campaignText(merged)];
  const code = await carryOut(
    {
      plan,
      policies: [],
      standard: readAllowFile({}),
      expected: readExpectedFile(),
      reporters: reportersFor(flags, own),
      through: (others) => mergedRunners(others, shardsOf, results),
    },
    flags,
  );
  return worst([code, differing.length > 0 ? EXIT.run : EXIT.ok]);
}

function soughtBugs({ campaign }: OpenCampaign): readonly SoughtBug[] {
  return bugsOf(campaign).map((bug) => {
    const scope = formatScope(scopeOfBug(bug));
    const isIn = (name: string) => (column: PlannedColumn) => {
      const { ref, options } = column;
      return ref.design === name && options.scopes.some((one) => formatScope(one) === scope);
    };
    return {
      bug: bug.design.name,
      property: bug.caughtBy,
      isColumn: isIn(bug.design.name),
      isBase: isIn(bug.base.name),
    };
  });
}
