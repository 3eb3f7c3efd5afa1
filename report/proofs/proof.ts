import type {
  Discharged,
  ObligationResult,
  ProofResult,
  Refutation,
} from '../../explore/proofs/prove.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { valuationText } from './valuation-text.ts';

const INDENT = '    ';
const VERDICT_COLUMN = 48;

/** A property and its obligations; below each obligation that fails, the states that refute it. */
export function formatProof({ proof, parts }: ProofResult): string {
  const letter = `(${proof.id.slice(0, 1)}) `;
  const sentence = wrapText(proof.sentence, columns(), letter, INDENT);
  const lines = parts.flatMap((part, at) => formatPart(`[${at + 1}/${parts.length}] `, part));
  return [...sentence, ...lines, ''].join('\n');
}

/**
 * One obligation: what it says, whether it holds, and the states that show that it does not.
 * @param mark what stands before it, with a space at its end
 */
export function formatPart(mark: string, { obligation, outcome }: Discharged): readonly string[] {
  const said = `${INDENT}${mark}${obligation.says}`.padEnd(VERDICT_COLUMN);
  const states = outcome.kind === 'violated' ? formatRefutation(outcome.by) : [];
  return [`${said} ${verdict(outcome)}`, ...states.map((line) => `${INDENT}  ${line}`)];
}

function verdict(outcome: ObligationResult): string {
  if (outcome.kind === 'holds') return 'holds';
  return outcome.kind === 'violated' ? 'VIOLATED' : `inconclusive: the solver: ${outcome.why}`;
}

/** The step that breaks it, and the states before and after, or the one state that breaks it. */
function formatRefutation({
  clause,
  constants,
  before,
  step,
  after,
}: Refutation): readonly string[] {
  const broken = clause === null ? 'the property' : `"${clause}"`;
  const some = step === null || step.some === null ? '' : ` (${step.some})`;
  const given = Object.keys(constants).length > 0 ? `, with ${valuationText(constants)}` : '';
  const lines = [
    ...(step === null ? [] : [`step: ${step.name}${some}`]),
    `broken: ${broken}${given}`,
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
