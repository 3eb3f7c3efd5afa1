import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import { formatScope } from '../../explore/run/scope.ts';
import type { CheckStats, DesignResult, JudgedProperty } from '../../explore/checking/verdict.ts';
import { counterexampleJson } from '../counterexample/counterexample-json.ts';
import type { ExpectedMatrix } from './expected.ts';
import { knownOf, type KnownOf } from './known-signature.ts';
import { policyBreachesJson } from '../policies/policy-breaches-json.ts';

/**
 * The `--json` document of `iova-check check`, in one line. `version` is that of its shape: fields
 * may be added without a new version, so read those you know. Each class carries its run as a
 * complete run file.
 * @param contract that of the policy; null: the document says nothing of a policy
 * @param expected the matrix that says what is known of signatures; null: nothing is
 */
export function formatJson(
  results: readonly DesignResult[],
  contract: PolicyContract | null = null,
  expected: ExpectedMatrix | null = null,
): string {
  const document = {
    version: 1,
    ...(contract === null ? {} : { policyBreaches: policyBreachesJson(contract) }),
    results: results.map((result) => ({
      design: result.design,
      policy: result.policy,
      callers: result.callers,
      script: result.script,
      stopped: result.stopped,
      properties: result.verdicts.map((judged) => propertyOf(result, judged, expected)),
      entries: result.entries,
      stated: result.stated,
      faults: result.faults,
      stats: statsOf(result.stats),
    })),
  };
  return `${JSON.stringify(document)}\n`;
}

/** Only `--exact` counts collisions. */
function statsOf({ collisions, ...stats }: CheckStats): object {
  return collisions === null ? stats : { ...stats, collisions };
}

function propertyOf(
  result: DesignResult,
  { property, verdict }: JudgedProperty,
  expected: ExpectedMatrix | null,
): object {
  const classes = verdict.kind === 'violated' ? verdict.counterexamples : [];
  return {
    id: property.id,
    verdict: verdict.kind,
    witnesses: verdict.kind === 'not-applicable' ? 0 : verdict.witnesses,
    ...(verdict.kind === 'holds'
      ? { by: `exhausted ${verdict.exhausted.map(formatScope).join('; ')}` }
      : {}),
    ...('bound' in verdict && verdict.bound !== null ? { bound: verdict.bound } : {}),
    classes: classes.map((found) => ({
      ...counterexampleJson(result, property.id, found),
      known: expected === null ? [] : knownJson(knownOf(expected, result, found.signature)),
    })),
  };
}

function knownJson(entries: readonly KnownOf[]): readonly object[] {
  return entries.map(({ designs, key, known }) => ({ designs, key, ...known }));
}
