import type { Moment } from '../../explore/proofs/slowest-run.ts';
import type { Valuation } from '../../explore/proofs/term.ts';
import { valuationText } from './valuation-text.ts';

const INDENT = '    ';

/**
 * A run of the abstract system that reaches the bound of (b), step by step. `t` counts jiffies
 * since memory is back for good; before that it is "-".
 */
export function formatSlowestRun(moments: readonly Moment[], constants: Valuation): string {
  const lines = [
    `${INDENT}the slowest run, with ${valuationText(constants)}; t: jiffies since memory is back`,
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
