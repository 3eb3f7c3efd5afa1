import type { Campaign } from '../../explore/campaigns/campaign-file.ts';
import type { Plan } from '../../explore/checking/plan.ts';
import { isFileName } from '../../explore/loading/import-default.ts';
import type { DesignRef } from '../../explore/loading/load-design.ts';
import { scopeOfBug } from '../../explore/studies/bugs/scope-of-bug.ts';
import { formatScope } from '../../explore/run/scope.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { didYouMean } from '../../port/nearest-name.ts';
import type { CheckFlags } from '../arguments/check-flags.ts';
import { type CheckSubject, subjectsOf } from '../arguments/check-subjects.ts';
import { propertyList } from '../arguments/property-list.ts';
import { type AskedColumn, planOf } from '../pipeline/plan-of.ts';
import { UserError } from '../process/user-error.ts';

/**
 * The plan of a campaign: what `check` would be asked, column by column.
 * @param nameOf the name under which a packed file lies here
 * @throws what `planOf()` and `subjectsOf()` throw
 */
export async function campaignPlan(
  campaign: Campaign,
  nameOf: (file: string) => string,
): Promise<Plan> {
  const { engines, properties, runs, seed, budget } = campaign;
  const flags: CheckFlags = {
    jobs: 1,
    runs,
    seed,
    maxMb: budget.maxMegabytes,
    maxExecutions: budget.maxExecutions,
    ...(budget.maxStates === undefined ? {} : { maxStates: budget.maxStates }),
    ...(budget.preemptions === undefined ? {} : { preemptions: budget.preemptions }),
    ...(properties.length === 0 ? {} : { property: propertyList(properties.join()) }),
  };
  const plan = await planOf(flags, [
    ...designColumns(campaign, nameOf),
    ...bugsOf(campaign).flatMap(bugColumns),
  ]);
  const columns = plan.columns.map((column) => {
    const { options } = column;
    // Random runs follow no script.
    const fit = engines.filter((engine) => options.script === null || engine !== 'random');
    return { ...column, options: { ...options, engines: fit } };
  });
  return { ...plan, columns: distinct(columns), isDefault: false };
}

function designColumns(
  campaign: Campaign,
  nameOf: (file: string) => string,
): readonly AskedColumn[] {
  const subjects = subjectsOfCampaign(campaign, nameOf);
  const local = (name: string): string => (isFileName(name) ? nameOf(name) : name);
  return campaign.designs.flatMap((design) =>
    campaign.policies.flatMap((policy) =>
      subjects.map((subject) => ({
        subject,
        ref: { design: local(design), policy: policy === 'own' ? null : local(policy) },
        as: design,
        side: null,
      })),
    ),
  );
}

/** What is searched of each design: all scopes together for each kind of callers and script. */
function subjectsOfCampaign(
  { callers: kinds, scopes, scripts }: Campaign,
  nameOf: (file: string) => string,
): readonly CheckSubject[] {
  const texts = scopes.length === 0 ? [undefined] : scopes;
  const files = scripts.length === 0 ? [undefined] : scripts.map(nameOf);
  return files.flatMap((script) =>
    kinds.map((callers) => {
      const asked = texts.flatMap((scope) =>
        subjectsOf({
          callers,
          ...(scope === undefined ? {} : { scope }),
          ...(script === undefined ? {} : { script }),
        }),
      );
      const all = asked.flatMap((subject) => subject.scopes);
      const different = new Map(all.map((scope) => [formatScope(scope), scope]));
      return { callers, script: asked[0]?.script ?? null, scopes: [...different.values()] };
    }),
  );
}

/** The seeded bugs that the campaign names. @throws UserError if there is none of that name */
export function bugsOf({ bugs }: Campaign): readonly SeededBug[] {
  if (bugs.includes('all')) return seededBugs;
  const names = seededBugs.map(({ design }) => design.name);
  const unknown = bugs.find((bug) => !names.includes(bug));
  if (unknown !== undefined) {
    throw new UserError(
      `bugs: there is no bug ${JSON.stringify(unknown)}; \`iova-check list bugs\` lists all` +
        didYouMean(unknown, names),
    );
  }
  return seededBugs.filter(({ design }) => bugs.includes(design.name));
}

/** A bug in the scope in which it bites, and beside it the design without it. */
function bugColumns(bug: SeededBug): readonly AskedColumn[] {
  const scope = scopeOfBug(bug);
  const subject: CheckSubject = { callers: scope.callers, scopes: [scope], script: null };
  return [bug.base, bug.design].map(({ name }) => {
    const ref: DesignRef = { design: name, policy: null };
    return { subject, ref, as: name, side: null };
  });
}

/** Bugs with the same base and the same scope share a column. */
function distinct(columns: Plan['columns']): Plan['columns'] {
  return [...new Map(columns.map((column) => [columnKey(column), column])).values()];
}

/** The same for columns that ask the same. */
function columnKey({ ref, options }: Pick<Plan['columns'][number], 'ref' | 'options'>): string {
  const { callers, scopes, script } = options;
  return JSON.stringify([ref, callers, scopes.map(formatScope), script]);
}
