import { type CheckOptions, DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import type { Plan, PlannedColumn } from '../../explore/checking/plan.ts';
import type { ReplayedColumn } from '../../explore/checking/replay-reported.ts';
import type { Results } from '../../explore/checking/results.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { NOTHING_ALLOWED } from '../../report/gate/allow-list.ts';
import { ruleOn } from '../../report/gate/ruling.ts';
import type { Standard } from '../../report/gate/standard.ts';
import { namedRuns } from '../../report/reporters/named-runs.ts';
import type { ReportedResult } from '../../report/reporters/reported-result.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

/** The standard of a check without a list. */
const NO_LIST: Standard = {
  kind: 'allow-list',
  fileName: null,
  list: NOTHING_ALLOWED,
  text: null,
  isWritten: false,
};

/** The parts of an outcome that a test makes up. The rest follows from the results. */
interface Given {
  readonly standard?: Standard;
  readonly policies?: readonly JudgedPolicy[];
  /** In every column: a line for each run that did not happen again. */
  readonly faults?: readonly string[];
  readonly folder?: string;
}

/** The column to which a result belongs. */
export function columnOfTests({ design, policy, callers }: DesignResult): PlannedColumn {
  const options: Omit<CheckOptions, 'seconds'> = {
    ...DEFAULT_OPTIONS,
    callers,
    scopes: [scopeOfTests],
  };
  return { design, policy, ref: { design, policy: null }, as: design, side: null, options };
}

/** The outcome that follows from results, in which each reported run is empty. */
export function reportedResultOfTests(
  found: readonly DesignResult[],
  given: Given = {},
): ReportedResult {
  const { standard = NO_LIST, policies = [], faults = [], folder = null } = given;
  const replayed = found.map((result): ReplayedColumn => {
    const { design, policy } = result;
    const column = columnOfTests(result);
    const counterexamples = result.verdicts.flatMap(({ verdict }) =>
      verdict.kind === 'violated' ? verdict.counterexamples : [],
    );
    const runs = counterexamples.map((one) => {
      const [property = ''] = one.signature.split(' ', 1);
      const expect = { property, signature: one.signature };
      const scope = { ...scopeOfTests, callers: result.callers };
      const run = { design, policy, scope, expect, note: null, actions: [] };
      return { found: one, run, steps: [], explanation: null };
    });
    return { column, result, runs, faults };
  });
  const results: Results = { checked: replayed, comparison: null };
  const plan: Plan = {
    columns: replayed.map(({ column }) => column),
    properties: found[0]?.verdicts.map(({ property }) => property) ?? [],
    seconds: null,
    isDefault: true,
  };
  return {
    plan,
    results,
    ruling: ruleOn(results, replayed, policies, standard),
    runs: namedRuns(replayed, folder),
    expected: null,
    written: new Set(),
  };
}
