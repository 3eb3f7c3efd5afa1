import { documentOf } from '../explore/run-file.ts';
import type { DesignResult, JudgedProperty, ViolationClass } from '../explore/verdict.ts';

/**
 * The `--json` document: `version` is that of its shape. Fields may be added without a new version,
 * so read those you know. Each class carries its run as a complete run file.
 */
export function formatJson(results: readonly DesignResult[]): string {
  const document = {
    version: 1,
    results: results.map((result) => ({
      design: result.design,
      policy: result.policy,
      callers: result.callers,
      properties: result.verdicts.map((judged) => propertyOf(result, judged)),
      stats: result.stats,
    })),
  };
  return `${JSON.stringify(document)}\n`;
}

function propertyOf(result: DesignResult, { property, verdict }: JudgedProperty): object {
  const classes = verdict.kind === 'violated' ? verdict.classes : [];
  return {
    id: property.id,
    verdict: verdict.kind,
    witnesses: verdict.kind === 'not-applicable' ? 0 : verdict.witnesses,
    ...(verdict.kind === 'holds' ? { by: verdict.by } : {}),
    ...(verdict.kind === 'inconclusive' ? { bound: verdict.bound } : {}),
    classes: classes.map((found) => classOf(result, property.id, found)),
  };
}

function classOf(result: DesignResult, property: string, found: ViolationClass): object {
  const { signature, execution, shortest } = found;
  const { calls, refusals, switches, steps } = execution.cost;
  const breach = execution.breaches.find((other) => other.signature === signature);
  return {
    signature,
    why: breach?.why ?? null,
    calls,
    refusals,
    switches,
    steps,
    shortest,
    run: documentOf({
      design: result.design,
      policy: result.policy,
      scope: execution.scope,
      expect: { property, signature },
      note: null,
      actions: execution.actions,
    }),
  };
}
