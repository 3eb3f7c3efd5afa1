import type { PlannedColumn } from '../../explore/checking/plan.ts';
import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { formatLockstep } from '../comparison/lockstep-text.ts';
import { lengthClaim } from '../counterexample/length-claim.ts';
import type { CheckReport, Finding, ReportedCase, ReportedSuite } from '../formats/check-report.ts';
import { formatNumbers } from '../formats/scope-lines.ts';
import { caseOfCell } from '../gate/case-of-cell.ts';
import type { RuledCell } from '../gate/cell-ruling.ts';
import { formatBreaches } from '../policies/policy-contract.ts';
import { knownOf } from '../verdicts/known-signature.ts';
import { subjectName } from '../verdicts/subject-name.ts';
import { formatFound } from './format-found.ts';
import { formatReplayFlags } from './replay-flags.ts';
import type { Outlook, ReportedResult } from './reported-result.ts';

/** The case that every suite has besides those of its properties. */
const REPLAY = 'replay';

/**
 * The value from which formats are made. It has a case for each retry policy, for each property,
 * and for whether the runs happen again; of a comparison, the properties of side B, and whether it
 * answers the same calls as well as A.
 * @param version that of iova-check
 */
export function checkReportOf(outcome: ReportedResult, version: string): CheckReport {
  const { cells, policies, replays } = outcome.ruling;
  const { checked, comparison } = outcome.results;
  const suites = replays.map(({ column, faults }): ReportedSuite => {
    const result = checked.find((one) => one.column === column)?.result;
    const own = cells.filter((other) => other.result === result);
    const exhausted = exhaustedIn(own);
    const cases = own.map((cell) => caseOf(outcome, cell, exhausted));
    const ended = faults.length === 0 ? 'passed' : 'failed';
    const replay = plainCase(REPLAY, ended, faults.join('\n'));
    return { ...headOf(column), exhausted, cases: [...cases, replay] };
  });
  return {
    version,
    isFinished: true,
    suites: [
      ...policies.map(policySuite),
      ...suites,
      ...(comparison === null ? [] : [lockstepSuite(outcome)]),
    ],
  };
}

/** The same suites and cases before any property is judged; the policies are. */
export function unjudgedReportOf({ plan, policies }: Outlook, version: string): CheckReport {
  const unjudged = (name: string): ReportedCase =>
    plainCase(name, 'inconclusive', 'not judged: the check did not run to its end');
  const suites = plan.columns.map((column): ReportedSuite => {
    // Of side A of a comparison, no property is a case.
    const properties = column.side === 'A' ? [] : plan.properties;
    const cases = properties.map((property) => ({ ...unjudged(property.id), property }));
    return { ...headOf(column), exhausted: [], cases: [...cases, unjudged(REPLAY)] };
  });
  const isCompared = plan.columns.some(({ side }) => side !== null);
  const lockstep = isCompared ? [{ ...LOCKSTEP, cases: [unjudged(SAME_CALLS)] }] : [];
  return {
    version,
    isFinished: false,
    suites: [...policies.map(policySuite), ...suites, ...lockstep],
  };
}

/** The suite of the same calls on both sides of a comparison. */
const LOCKSTEP = { name: 'A and B', subject: null, exhausted: [] } as const;
const SAME_CALLS = 'same calls';

function lockstepSuite({ results, ruling }: ReportedResult): ReportedSuite {
  const lockstep = results.comparison?.lockstep ?? null;
  const text = formatLockstep(lockstep).join('\n').trimEnd();
  const ended = lockstep === null ? 'skipped' : ruling.lockstep;
  return { ...LOCKSTEP, cases: [plainCase(SAME_CALLS, ended, text)] };
}

/** "llist (flat-10ms), well-behaved callers"; in a comparison "A: " or "B: " comes first. */
function headOf(column: PlannedColumn): Pick<ReportedSuite, 'name' | 'subject'> {
  const { design, policy, as, side } = column;
  const { callers } = column.options;
  const name = subjectName({ ...column, callers });
  return {
    name: side === null ? name : `${side}: ${name}`,
    subject: { design, policy, as, callers, side },
  };
}

/** Whether a retry policy keeps its contract. */
function policySuite({ contract }: JudgedPolicy): ReportedSuite {
  const text = formatBreaches(contract);
  const ended = text === '' ? 'passed' : 'failed';
  const name = `policy ${contract.policy.name}`;
  return { name, subject: null, exhausted: [], cases: [plainCase('contract', ended, text)] };
}

function plainCase(name: string, outcome: ReportedCase['outcome'], text: string): ReportedCase {
  return { name, outcome, text, property: null, findings: [] };
}

/** The scopes that were exhausted, each once, in the order in which cells name them. */
function exhaustedIn(cells: readonly RuledCell[]): readonly string[] {
  const scopes = cells.flatMap(({ judged: { verdict } }) =>
    verdict.kind === 'holds' ? verdict.exhausted.map(formatScope) : [],
  );
  return [...new Set(scopes)];
}

/** The case of a property; the run of what was not expected follows its text. */
function caseOf(
  outcome: ReportedResult,
  cell: RuledCell,
  exhausted: readonly string[],
): ReportedCase {
  const { property, verdict } = cell.judged;
  const nameScopes = (scopes: readonly Scope[]): string =>
    formatNumbers(scopes.map((scope) => exhausted.indexOf(formatScope(scope)) + 1));
  const { outcome: ended, text, shown } = caseOfCell(cell, nameScopes);
  const run = shown === null ? '' : `\n\n${formatFound(outcome, shown, { colour: false })}`;
  const unexpected = cell.ruling.kind === 'failed' ? cell.ruling.unexpected : [];
  const counterexamples = verdict.kind === 'violated' ? verdict.counterexamples : [];
  return {
    name: property.id,
    outcome: ended,
    text: `${text}${run}`,
    property,
    findings: counterexamples.flatMap((found) =>
      findingOf(outcome, cell.result, found, !unexpected.includes(found)),
    ),
  };
}

/** The finding with its run; [] if its run is not reported: both sides of a comparison have it. */
function findingOf(
  { runs, written, expected }: ReportedResult,
  result: DesignResult,
  found: Counterexample,
  isAccepted: boolean,
): readonly Finding[] {
  const named = runs.get(found);
  if (named === undefined) return [];
  const { run, steps, explanation, column, file } = named;
  const { signature } = found;
  const breaches = steps.flatMap((step) => step.breaches);
  const known = expected === null ? [] : knownOf(expected, result, signature);
  const isKept = file !== null && written.has(file);
  return [
    {
      signature,
      why: breaches.find((breach) => breach.signature === signature)?.why ?? '',
      isAccepted,
      length: lengthClaim(found, formatScope),
      known: known.map((entry) => entry.known.what).join(' Or: '),
      run,
      steps,
      explanation,
      file: isKept ? `${file}${formatReplayFlags(column.ref, run)}` : null,
    },
  ];
}
