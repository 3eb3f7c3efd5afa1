import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import { caseOfCell } from '../gate/case-of-cell.ts';
import type { GateCase } from '../gate/gate-case.ts';
import { formatBreaches } from '../policies/policy-contract.ts';
import { subjectName } from '../verdicts/subject-name.ts';
import { formatFound } from './format-found.ts';
import type { ReportedResult, Outlook } from './reported-result.ts';

/** The case that every suite has besides those of its properties. */
const REPLAY = 'replay';

/** A case for each retry policy, for each property, and for whether the runs happen again. */
export function gateCases(outcome: ReportedResult): readonly GateCase[] {
  const { cells, policies, replays } = outcome.ruling;
  const cases = policies.map(policyCase);
  for (const { column, result, faults } of replays) {
    const suite = subjectName({ ...column, callers: column.options.callers });
    for (const cell of cells.filter((other) => other.result === result)) {
      const { outcome: ended, text, shown } = caseOfCell(cell);
      const run = shown === null ? '' : `\n\n${formatFound(outcome, shown, { colour: false })}`;
      cases.push({ suite, name: cell.judged.property.id, outcome: ended, text: `${text}${run}` });
    }
    const ended = faults.length === 0 ? 'passed' : 'failed';
    cases.push({ suite, name: REPLAY, outcome: ended, text: faults.join('\n') });
  }
  return cases;
}

/** The same cases before any property is judged; the policies are. */
export function unjudgedCases({ plan, policies }: Outlook): readonly GateCase[] {
  const names = [...plan.properties.map(({ id }) => id), REPLAY];
  const text = 'not judged: the check did not run to its end';
  const unjudged = plan.columns.flatMap((column) => {
    const suite = subjectName({ ...column, callers: column.options.callers });
    return names.map((name) => ({ suite, name, outcome: 'inconclusive', text }) as const);
  });
  return [...policies.map(policyCase), ...unjudged];
}

/** Whether a retry policy keeps its contract. */
function policyCase({ contract }: JudgedPolicy): GateCase {
  const text = formatBreaches(contract);
  const outcome = text === '' ? 'passed' : 'failed';
  return { suite: `policy ${contract.policy.name}`, name: 'contract', outcome, text };
}
