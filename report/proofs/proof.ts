import type { CodeComparison } from '../../explore/proofs/compare-code.ts';
import type { Discharged, Outcome, ProofResult, Refutation } from '../../explore/proofs/prove.ts';
import type { Moment } from '../../explore/proofs/slowest-run.ts';
import type { Valuation } from '../../explore/proofs/term.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

const INDENT = '    ';
const VERDICT_COLUMN = 48;

/** A property with its three parts, and for each that fails the states that show it. */
export function formatProof({ proof, parts }: ProofResult): string {
  const letter = `(${proof.id.slice(0, 1)}) `;
  const sentence = wrapText(proof.sentence, COLUMNS_MAX, letter, INDENT);
  const lines = parts.flatMap((part, at) => formatPart(`[${at + 1}/${parts.length}] `, part));
  return [...sentence, ...lines, ''].join('\n');
}

/** One obligation: what it says, and whether it holds. */
export function formatPart(mark: string, { obligation, outcome }: Discharged): readonly string[] {
  const said = `${INDENT}${mark}${obligation.says}`.padEnd(VERDICT_COLUMN);
  return [`${said} ${verdict(outcome)}`, ...why(outcome).map((line) => `${INDENT}  ${line}`)];
}

function verdict(outcome: Outcome): string {
  if (outcome.kind === 'holds') return 'holds';
  return outcome.kind === 'violated' ? 'VIOLATED' : `inconclusive: the solver: ${outcome.why}`;
}

function why(outcome: Outcome): readonly string[] {
  return outcome.kind === 'violated' ? formatRefutation(outcome.by) : [];
}

function formatRefutation({ clause, constants, before, step, after }: Refutation): string[] {
  const broken = clause === null ? 'the property' : `"${clause}"`;
  const some = step === null || step.some === null ? '' : ` (${step.some})`;
  const lines = [
    ...(step === null ? [] : [`step: ${step.name}${some}`]),
    `broken: ${broken}${Object.keys(constants).length > 0 ? `, with ${values(constants)}` : ''}`,
  ];
  const names = Object.keys(before);
  if (names.length === 0) return lines;
  const row = (name: string, was: string, is: string): string =>
    `${name.padEnd(12)} ${was.padEnd(8)} ${is}`.trimEnd();
  lines.push(row('', after === null ? 'state' : 'before', after === null ? '' : 'after'));
  for (const name of names) {
    const was = String(before[name]);
    const is = after === null || after[name] === before[name] ? '' : String(after[name]);
    lines.push(row(name, was, is));
  }
  return lines;
}

function values(names: Valuation): string {
  return Object.entries(names)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(', ');
}

/** A run of the abstract system, step by step, on the clock since memory is back. */
export function formatSlowestRun(moments: readonly Moment[], constants: Valuation): string {
  const lines = [
    `${INDENT}the slowest run, with ${values(constants)}; t: jiffies since memory is back`,
  ];
  for (const { step, some, state } of moments) {
    const t = state['calm'] === true ? String(state['since_calm']) : '-';
    const by = step.parameter === undefined ? '' : ` (${some})`;
    lines.push(`${INDENT}  t = ${t.padEnd(5)} ${step.name}${by}`);
  }
  const end = moments.at(-1)?.state;
  lines.push(
    `${INDENT}  t = ${String(end?.['since_calm']).padEnd(5)} ` +
      `and ${String(end?.['taken'])} page is still deferred, which the run may erase now`,
  );
  return `${lines.join('\n')}\n`;
}

/** What the abstract systems are called. */
const SYSTEM_NAMES = { recovery: '(a) and (b)', lifetime: '(c)' } as const;

/** Whether the runs of a design are runs of the abstract systems. */
export function formatComparison(comparison: CodeComparison): string {
  const { design, policy, steps, randomSteps, mismatch, unmet, bound } = comparison;
  const about = `the code: ${design} under ${policy}`;
  if (mismatch !== null) {
    const { of, page, at, before, now, labels } = mismatch;
    const whose = page === null ? '' : ` for page ${page}`;
    const table = Object.keys(now).map(
      (name) => `  ${name.padEnd(12)} ${String(before[name]).padEnd(8)} ${String(now[name])}`,
    );
    const what = `VIOLATED: "${at}" is no step of the abstract system of ${SYSTEM_NAMES[of]}`;
    return [
      ...wrapText(`${what}${whose}`, COLUMNS_MAX, `${about}: `, INDENT),
      `  ${''.padEnd(12)} ${'before'.padEnd(8)} after`,
      ...table,
      '  the run:',
      ...labels.map((label) => `    ${label}`),
      '',
    ].join('\n');
  }
  const cut = bound === null ? '' : ` (cut short: ${bound})`;
  const text =
    `${bound === null ? 'follows' : 'inconclusive'}: every step of ${steps} in small scopes` +
    `${cut} and of ${randomSteps} in random runs is made of steps of the abstract system of ` +
    `(a) and (b), and for each page that is granted of that of (c), or changes nothing in them`;
  const notMet = (['recovery', 'lifetime'] as const).flatMap((of) => {
    const rest = `steps of ${SYSTEM_NAMES[of]} that no such run takes: ${unmet[of].join('; ')}`;
    return unmet[of].length === 0 ? [] : wrapText(rest, COLUMNS_MAX, INDENT, `${INDENT}  `);
  });
  return `${[...wrapText(text, COLUMNS_MAX, `${about}: `, INDENT), ...notMet].join('\n')}\n`;
}
