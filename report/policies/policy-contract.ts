import type { PolicyBreach, PolicyContract } from '../../explore/contract/policy-contract.ts';
import { formatWorkRun } from '../../impl/policies/work-run-text.ts';
import { alignColumns } from '../text/align-columns.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

/** A clause that a policy breaks. */
export interface BrokenClause {
  readonly id: string;
  readonly promise: string;
  readonly breach: PolicyBreach;
}

const INDENT = ' '.repeat(19);

/** The clauses that a policy breaks, in the order of the contract. */
export function breachesOf({ clauses }: PolicyContract): readonly BrokenClause[] {
  return clauses.flatMap(({ id, promise, breach }) =>
    breach === null ? [] : [{ id, promise, breach }],
  );
}

/** What `iova-check policy` prints: the delays, and every clause with the runs that break it. */
export function formatContract(contract: PolicyContract): string {
  const { policy, states, clauses } = contract;
  const broken = breachesOf(contract).length;
  const lines = [
    `${policy.name}: ${broken === 0 ? 'keeps its contract' : 'breaks its contract'}`,
    ...wrapText(formatDelays(contract), columns(), `  delays           `, INDENT),
    `  kept    finite   it has finitely many states: ${states}`,
  ];
  for (const { id, promise, breach } of clauses) {
    lines.push(`  ${breach === null ? 'kept  ' : 'BROKEN'}  ${id.padEnd(7)}  ${promise}`);
    if (breach !== null) lines.push(...formatBreach(breach, INDENT));
  }
  return `${lines.join('\n')}\n`;
}

/** The clauses that a policy breaks, for the top of other reports; empty if it breaks none. */
export function formatBreaches(contract: PolicyContract): string {
  const broken = breachesOf(contract);
  if (broken.length === 0) return '';
  const lines = [`The policy ${contract.policy.name} breaks its contract:`];
  for (const { id, promise, breach } of broken) {
    lines.push(`  ${id}: ${promise}`, ...formatBreach(breach, '    '));
  }
  return `${lines.join('\n')}\n\n`;
}

/** "10 ms; after failed runs 20, 40 ms, then 80 ms for as long as runs fail" */
function formatDelays({ policy, delaysJiffies }: PolicyContract): string {
  const { startJiffies } = policy;
  const falls = delaysJiffies.some((delay, at) => delay < (delaysJiffies[at - 1] ?? 0));
  const row = delaysJiffies.filter((delay, at) => delay !== delaysJiffies[at - 1]);
  const last = falls ? '' : `${row.pop() ?? startJiffies} ms for as long as runs fail`;
  const under = row.length === 0 ? last : `${row.join(', ')} ms, ${falls ? '...' : `then ${last}`}`;
  return `${startJiffies} ms; after failed runs ${under}`;
}

/** Why, and the runs of the work; equal runs in a row share a line. */
function formatBreach({ why, steps }: PolicyBreach, indent: string): readonly string[] {
  const rows: { first: number; last: number; cells: readonly string[] }[] = [];
  steps.forEach(({ run, retry }, at) => {
    const delay = `${retry.delayJiffies} ms${retry.warn ? ', warns' : ''}`;
    const cells = [formatWorkRun(run), delay];
    const before = rows.at(-1);
    if (before !== undefined && before.cells.join() === cells.join()) before.last = at + 1;
    else rows.push({ first: at + 1, last: at + 1, cells });
  });
  const table = alignColumns(
    rows.map(({ first, last, cells: [run = '', delay = ''] }) => [
      first === last ? `run ${first}` : `runs ${first} to ${last}`,
      run,
      `-> ${delay}`,
    ]),
  );
  return [...wrapText(why, columns(), indent), ...table.map((line) => `${indent}  ${line}`)];
}
