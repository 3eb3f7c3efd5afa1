import type { Valuation } from '../../explore/proofs/term.ts';

/** "cap = 10, D = 2" */
export function valuationText(names: Valuation): string {
  return Object.entries(names)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(', ');
}
