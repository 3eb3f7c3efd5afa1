import { formatNames } from '../../explore/run/run.ts';
import { spaceOf } from '../../explore/run/scope.ts';
import { isKernelDesign } from '../../explore/building/kernel-name.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { callsInC } from '../counterexample/calls-in-c.ts';
import { explanationLines } from '../counterexample/explanation-lines.ts';
import { type CheckReport, type Finding, verdictOf } from './check-report.ts';
import { findingsOf, type PlacedFinding } from './failed-cases.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { runStory } from '../story/run-story.ts';
import { withColumns, wrapText } from '../text/wrap-text.ts';
import { toldRun } from '../told/told-run.ts';
import { drawLanes } from './mail-lanes.ts';
import { scopeInWords } from './scope-words.ts';

/** Mails to kernel lists are plain text of at most so many columns. */
const MAIL_COLUMNS = 78;

/**
 * A check as a mail to a list: about the first finding that is not accepted, the worst; others are
 * counted. A question first, then what is claimed and what is not, the run, the calls in C, what
 * was searched, and how to see it again. Plain text, at most 78 columns, apart from file names.
 */
export function formatMail(report: CheckReport): string {
  return withColumns(MAIL_COLUMNS, () => {
    const findings = findingsOf(report).filter(({ finding }) => !finding.isAccepted);
    const [first, ...others] = findings;
    const lines = first === undefined ? withoutFinding(report) : mailOf(report, first, others);
    return `${[...lines, '', '-- ', signatureOf(report)].join('\n')}\n`;
  });
}

/** The kernel's documentation asks of tools that find a problem that they are named. */
function signatureOf({ version }: CheckReport): string {
  return `Found by a tool, iova-check ${version}; no person has confirmed it.`;
}

function withoutFinding(report: CheckReport): readonly string[] {
  const names = report.suites.map(({ name }) => name);
  const says = report.isFinished
    ? `${verdictOf(report)}: nothing was found that is not known.`
    : 'The check did not run to its end: nothing is claimed.';
  const scopes = [...new Set(report.suites.flatMap(({ exhausted }) => exhausted))];
  return [
    'Subject: iova: check of the deferred frees',
    '',
    ...paragraph(says),
    '',
    'Checked:',
    ...names.flatMap((name) => paragraph(name, '  ')),
    ...(scopes.length === 0 ? [] : ['', 'Searched to the end:']),
    ...scopes.flatMap((scope) => paragraph(scope, '  ', '    ')),
  ];
}

function mailOf(
  report: CheckReport,
  { suite, one, finding }: PlacedFinding,
  others: readonly PlacedFinding[],
): readonly string[] {
  const { run, signature, known } = finding;
  const told = toldRun(finding);
  const name = formatNames(run);
  const isC = isKernelDesign(run.design);
  const [, cause = signature] = signature.split(/ (.*)/s);
  return [
    `Subject: iova: ${one.name}: ${cause}?`,
    '',
    ...paragraph(`Can this happen with ${name}? ${sentence(told.why)}`),
    '',
    ...paragraph(`What should hold: ${one.property?.sentence ?? ''}`),
    ...(known === '' ? [] : ['', ...paragraph(`What is known of it: ${known}`)]),
    '',
    ...claims(finding, isC),
    '',
    ...paragraph(
      'The run, time downwards; pages are counted from the 4 GiB line: -1 is pfn 0xfffff, +0 is ' +
        '0x100000.',
    ),
    '',
    ...drawLanes(told, MAIL_COLUMNS - 2).map((line) => `  ${line}`.trimEnd()),
    '',
    ...(finding.explanation === null
      ? []
      : [...explanationLines(finding.explanation, one.name), '']),
    'The calls in C:',
    '',
    ...callsOf(finding).map((line) => `  ${line}`),
    '',
    ...paragraph(`Searched: ${scopeInWords(run.scope)}. ${sentence(shortOf(finding))}`),
    ...(others.length === 0
      ? []
      : ['', ...paragraph(`The same check found ${others.length} more in ${suitesOf(others)}.`)]),
    '',
    'To see it again:',
    '',
    ...(finding.file === null
      ? paragraph(`npx iova-check check ${suite.subject?.as ?? run.design} --out runs`, '  ')
      : [`  npx iova-check explain ${finding.file}`]),
  ];
}

/** What the run shows, and what it does not. */
function claims({ run }: Finding, isC: boolean): readonly string[] {
  const does = isC
    ? 'the C of the tree does this, run step by step on stand-ins for locks, memory and timers'
    : 'a model of the design, restated step by step, does this';
  const refuses = run.actions.some(
    (action) => action.do === 'pressure' || (action.do === 'step' && action.refuse === true),
  );
  return [
    ...paragraph(`Claimed: ${does}; the run was replayed twice with the same outcome.`),
    ...paragraph(
      `Not claimed: that a running kernel was seen to do it${isC ? '' : ', or that the C does'}` +
        `${refuses ? ', that memory is refused there in practice' : ''}, or how likely it is. ` +
        'Weak memory ordering is not modelled.',
    ),
  ];
}

function callsOf({ run, steps }: Finding): readonly string[] {
  const { calls } = runStory(run, steps, knownProperties);
  return callsInC(calls, new CallNames(run.actions), spaceOf(run.scope), run.scope);
}

/** Whether it is the shortest, without the scope, which stands before it. */
function shortOf({ length }: Finding): string {
  return length.replace(/ in .*$/s, '');
}

function suitesOf(found: readonly PlacedFinding[]): string {
  return [...new Set(found.map(({ suite }) => suite.name))].join('; ');
}

function sentence(text: string): string {
  const whole = text === '' ? 'it breaks something' : text;
  return `${whole.slice(0, 1).toUpperCase()}${whole.slice(1)}${/[.?]$/.test(whole) ? '' : '.'}`;
}

function paragraph(text: string, first: string = '', rest: string = first): readonly string[] {
  return wrapText(text, MAIL_COLUMNS, first, rest);
}
