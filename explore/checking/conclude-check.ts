import type { Subject } from '../../port/subject.ts';
import { sumOfEntries } from '../loading/count-entries.ts';
import type { Fault } from '../loading/faulty-design.ts';
import { namesOf } from '../run/run.ts';
import type { CheckOptions } from './check-plan.ts';
import { coverageOf } from './coverage.ts';
import type { Findings, TaskResult } from './findings.ts';
import { type Evidence, judgeProperty } from './judge-property.ts';
import type { CheckStats, DesignResult, FoundInScope } from './verdict.ts';

/** The verdicts on a design by all that its check has found. */
export function concludeCheck(
  subject: Subject,
  options: Pick<CheckOptions, 'callers' | 'script' | 'search'>,
  evidence: Evidence,
  spent: Pick<CheckStats, 'seconds' | 'searches' | 'fromCache'>,
): DesignResult {
  const { outcomes, stopped } = evidence;
  const findings = outcomes.flatMap((outcome) => outcome.findings ?? []);
  const searched = outcomes.filter(({ task }) => task.kind !== 'random');
  const sum = (of: (some: Findings) => number): number =>
    findings.reduce((total, some) => total + of(some), 0);
  return {
    ...namesOf(subject),
    callers: options.callers,
    script: options.script?.fileName ?? null,
    stopped,
    coverage: coverageOf(outcomes, searched, stopped),
    entries: sumOfEntries(findings.map(({ entries }) => entries)),
    inScopes: outcomes.flatMap(foundInScope),
    verdicts: subject.properties.map((property) => ({
      property,
      verdict: judgeProperty(property, subject.traits, evidence),
    })),
    stated: subject.traits.denies === undefined ? null : subject.traits,
    faults: distinct([...findings.flatMap(({ fault }) => fault ?? []), ...evidence.faults]),
    unrepeated: findings.find(({ unrepeated }) => unrepeated !== null)?.unrepeated ?? null,
    stats: {
      runs: sum(({ runs }) => runs),
      actions: sum(({ actions }) => actions),
      states: sum(({ states }) => states),
      collisions: options.search.exact ? sum(({ collisions }) => collisions) : null,
      ...spent,
    },
  };
}

/** The faults, each once, in the order in which they were met. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [fault.line, fault])).values()];
}

/** What the task found, if it exhausted its scope. */
function foundInScope({ task, findings }: TaskResult): readonly FoundInScope[] {
  if (task.kind !== 'shortest' || findings === null || findings.bound !== null) return [];
  const found = [...findings.cheapest, ...findings.rough].map(([signature]) => signature);
  return [{ scope: task.scope, signatures: found }];
}
