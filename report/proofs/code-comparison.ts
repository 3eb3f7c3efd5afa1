import type { CodeComparison } from '../../explore/proofs/compare-code.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

const INDENT = '    ';

/** What reports call the abstract systems: by the properties that are proved of them. */
const SYSTEM_NAMES = { recovery: '(a) and (b)', lifetime: '(c)' } as const;

/** Whether the runs of a design are runs of the abstract systems that the proofs are about. */
export function formatCodeComparison(comparison: CodeComparison): string {
  const { design, policy, mismatch } = comparison;
  const about = `the code: ${design} under ${policy}: `;
  if (mismatch !== null) return formatMismatch(about, mismatch);
  return `${[...agreement(about, comparison), ...stepsNotTaken(comparison)].join('\n')}\n`;
}

function formatMismatch(about: string, mismatch: NonNullable<CodeComparison['mismatch']>): string {
  const { of, page, at, before, now, labels } = mismatch;
  const whose = page === null ? '' : ` for page ${page}`;
  const what = `VIOLATED: "${at}" is no step of the abstract system of ${SYSTEM_NAMES[of]}`;
  const row = (name: string, was: string, is: string): string =>
    `  ${name.padEnd(12)} ${was.padEnd(8)} ${is}`;
  return [
    ...wrapText(`${what}${whose}`, columns(), about, INDENT),
    row('', 'before', 'after'),
    ...Object.keys(now).map((name) => row(name, String(before[name]), String(now[name]))),
    '  the run:',
    ...labels.map((label) => `    ${label}`),
    '',
  ].join('\n');
}

function agreement(
  about: string,
  { steps, randomSteps, bound }: CodeComparison,
): readonly string[] {
  const verdict = bound === null ? 'follows' : 'inconclusive';
  const cut = bound === null ? '' : ` (cut short: ${bound})`;
  const text =
    `${verdict}: each of ${steps} steps in small scopes${cut} and ${randomSteps} in random runs ` +
    'is matched by steps of the abstract system of (a) and (b), and for each granted page by ' +
    'steps of that of (c), or changes nothing there';
  return wrapText(text, columns(), about, INDENT);
}

/** What the runs do not show of the abstract systems. */
function stepsNotTaken({ unmet }: CodeComparison): readonly string[] {
  return (['recovery', 'lifetime'] as const).flatMap((of) => {
    if (unmet[of].length === 0) return [];
    const text = `steps of ${SYSTEM_NAMES[of]} that no such run takes: ${unmet[of].join('; ')}`;
    return wrapText(text, columns(), INDENT, `${INDENT}  `);
  });
}
