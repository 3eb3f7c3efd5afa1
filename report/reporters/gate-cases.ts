import type { PlannedColumn } from '../../explore/checking/plan.ts';
import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import { formatLockstep } from '../comparison/lockstep-text.ts';
import { caseOfCell } from '../gate/case-of-cell.ts';
import type { GateCase } from '../gate/gate-case.ts';
import { formatBreaches } from '../policies/policy-contract.ts';
import { subjectName } from '../verdicts/subject-name.ts';
import { formatFound } from './format-found.ts';
import type { ReportedResult, Outlook } from './reported-result.ts';

/** The case that every suite has besides those of its properties. */
const REPLAY = 'replay';

/**
 * A case for each retry policy, for each property, and for whether the runs happen again; of a
 * comparison, the properties of side B, and whether it answers the same calls as well as A.
 */
export function gateCases(outcome: ReportedResult): readonly GateCase[] {
  const { cells, policies, replays } = outcome.ruling;
  const { checked, comparison } = outcome.results;
  const cases = policies.map(policyCase);
  for (const { column, faults } of replays) {
    const suite = suiteOf(column);
    const result = checked.find((one) => one.column === column)?.result;
    for (const cell of cells.filter((other) => other.result === result)) {
      const { outcome: ended, text, shown } = caseOfCell(cell);
      const run = shown === null ? '' : `\n\n${formatFound(outcome, shown, { colour: false })}`;
      cases.push({ suite, name: cell.judged.property.id, outcome: ended, text: `${text}${run}` });
    }
    const ended = faults.length === 0 ? 'passed' : 'failed';
    cases.push({ suite, name: REPLAY, outcome: ended, text: faults.join('\n') });
  }
  if (comparison === null) return cases;
  const text = formatLockstep(comparison.lockstep).join('\n').trimEnd();
  const ended = comparison.lockstep === null ? 'skipped' : outcome.ruling.lockstep;
  return [...cases, { ...LOCKSTEP, outcome: ended, text }];
}

/** The same cases before any property is judged; the policies are. */
export function unjudgedCases({ plan, policies }: Outlook): readonly GateCase[] {
  const names = [...plan.properties.map(({ id }) => id), REPLAY];
  const unjudged = {
    outcome: 'inconclusive',
    text: 'not judged: the check did not run to its end',
  } as const;
  const cases = plan.columns.flatMap((column) => {
    const suite = suiteOf(column);
    // Of side A of a comparison, no property is a case.
    const some = column.side === 'A' ? [REPLAY] : names;
    return some.map((name) => ({ suite, name, ...unjudged }));
  });
  const isCompared = plan.columns.some(({ side }) => side !== null);
  const lockstep = isCompared ? [{ ...LOCKSTEP, ...unjudged }] : [];
  return [...policies.map(policyCase), ...cases, ...lockstep];
}

/** The case of the same calls on both sides of a comparison. */
const LOCKSTEP = { suite: 'A and B', name: 'same calls' } as const;

/** "llist (flat-10ms), well-behaved callers"; in a comparison "A: " or "B: " comes first. */
function suiteOf(column: PlannedColumn): string {
  const name = subjectName({ ...column, callers: column.options.callers });
  return column.side === null ? name : `${column.side}: ${name}`;
}

/** Whether a retry policy keeps its contract. */
function policyCase({ contract }: JudgedPolicy): GateCase {
  const text = formatBreaches(contract);
  const outcome = text === '' ? 'passed' : 'failed';
  return { suite: `policy ${contract.policy.name}`, name: 'contract', outcome, text };
}
