import {
  isPolicyBugCaught,
  type JudgedPolicyBug,
} from '../../explore/studies/bugs/judge-policy.ts';
import { alignColumns } from '../text/align-columns.ts';

const HEAD = ['policy', 'must break', 'breaks (runs of the work that show it)'];

/** A table of wrong policies, and which clauses of the contract each breaks. */
export function formatPolicyBugs(judged: readonly JudgedPolicyBug[]): string {
  const rows = judged.map(({ policy, must, broken }) => [
    policy,
    must,
    broken.map(({ clause, runs }) => (runs === 0 ? clause : `${clause} (${runs})`)).join(', ') ||
      'nothing',
  ]);
  const caught = judged.filter(isPolicyBugCaught).length;
  const lines = [...alignColumns([HEAD, ...rows]), ''];
  lines.push(
    `contract: caught ${caught} of ${judged.length}, each by the clause that must catch it`,
  );
  return `${lines.join('\n')}\n`;
}
