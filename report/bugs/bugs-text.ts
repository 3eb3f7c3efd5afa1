import type { Hunted } from '../../explore/studies/bugs/attempt.ts';
import { allProperties } from '../../model/properties/all.ts';
import { formatBug } from './bug.ts';
import type { BugsReport } from './bugs-report.ts';
import { formatBugsTable } from './bugs-table.ts';
import { formatEngines } from './engine-strength.ts';
import { formatNeeded } from './needed-properties.ts';
import { formatPolicyBugs } from './policy-bugs.ts';

/** What `iova-check bugs` prints: each bug if they are few, the tables, and who is needed. */
export function formatBugsText(report: BugsReport): string {
  const { bugs, hunted, policies, engines, isSelection } = report;
  const parts = [
    ...(isSelection ? bugs.map((bug, at) => formatBug(bug, hunted[at] as Hunted)) : []),
    ...(bugs.length > 0 ? [formatBugsTable(hunted), formatEngines(hunted, engines)] : []),
    ...(policies.length > 0 ? [formatPolicyBugs(policies)] : []),
    ...(!isSelection && engines.includes('shortest')
      ? [formatNeeded(bugs, hunted, allProperties)]
      : []),
  ];
  return parts.join('\n');
}
