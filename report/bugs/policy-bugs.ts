import {
  isPolicyBugCaught,
  type JudgedPolicyBug,
} from '../../explore/studies/bugs/judge-policy.ts';
import { alignColumns } from '../text/align-columns.ts';

const HEAD = ['policy', 'must break', 'breaks (shown by so many runs of the work)'];

/** Wrong policies, and what they break of the contract. */
export function formatPolicyBugs(judged: readonly JudgedPolicyBug[]): string {
  const rows = judged.map(({ policy, must, broken }) => [
    policy,
    must,
    broken.map(({ clause, runs }) => (runs === 0 ? clause : `${clause} (${runs})`)).join(', ') ||
      'nothing',
  ]);
  const caught = judged.filter(isPolicyBugCaught).length;
  const lines = [...alignColumns([HEAD, ...rows]), ''];
  lines.push(`contract: caught ${caught} of ${judged.length}, each by the clause that must`);
  return `${lines.join('\n')}\n`;
}
