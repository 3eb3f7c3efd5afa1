import type { Explanation } from '../../explore/explaining/explain-run.ts';
import type { Run } from '../../explore/run/run.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import { knownProperties } from '../../model/properties/all.ts';
import type { CheckReport, Finding, ReportedCase, ReportedSuite } from '../formats/check-report.ts';
import { subjectName } from '../verdicts/subject-name.ts';

/** A run of a file that shows what it says, with what decided it. */
export interface ExplainedRun {
  readonly run: Run;
  /** The signature that it shows. */
  readonly signature: string;
  readonly steps: readonly ReplayStep[];
  readonly explanation: Explanation;
  /** The file, with the options that replay it. */
  readonly fileName: string;
  /** The design as the user named it. */
  readonly as: string;
}

/**
 * Runs of files as a report: a suite for each design under each kind of callers, in which every
 * property that a run breaks has failed. Nothing is said of other properties.
 * @param version that of iova-check
 */
export function reportOfRuns(runs: readonly ExplainedRun[], version: string): CheckReport {
  const suites = new Map<string, ReportedSuite>();
  for (const one of runs) {
    const { design, policy, scope } = one.run;
    const { callers } = scope;
    const name = subjectName({ design, policy, callers });
    const subject = { design, policy, callers, as: one.as, side: null };
    const suite = suites.get(name) ?? { name, subject, exhausted: [], cases: [] };
    suites.set(name, { ...suite, cases: withRun(suite.cases, one) });
  }
  return { version, isFinished: true, suites: [...suites.values()] };
}

function withRun(cases: readonly ReportedCase[], one: ExplainedRun): readonly ReportedCase[] {
  const [id = ''] = one.signature.split(' ', 1);
  const finding = findingOf(one);
  const before = cases.find(({ name }) => name === id);
  const findings = [...(before?.findings ?? []), finding];
  const text = `violated: ${findings.map(({ signature }) => signature).join('; ')}`;
  const property = knownProperties.find((other) => other.id === id) ?? null;
  const after: ReportedCase = { name: id, outcome: 'failed', text, property, findings };
  return before === undefined
    ? [...cases, after]
    : cases.map((other) => (other === before ? after : other));
}

function findingOf({ run, signature, steps, explanation, fileName }: ExplainedRun): Finding {
  const breaches = steps.flatMap((step) => step.breaches);
  const calls = run.actions.filter((action) => action.do === 'start').length;
  return {
    signature,
    why: breaches.find((breach) => breach.signature === signature)?.why ?? '',
    isAccepted: false,
    length: `${calls} calls, ${run.actions.length} steps`,
    known: '',
    run,
    steps,
    explanation,
    file: fileName,
  };
}
