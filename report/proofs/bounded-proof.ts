import type { BoundedProof } from '../../explore/proofs/prove-all.ts';
import { slowestRun } from '../../explore/proofs/slowest-run.ts';
import { formatPart, formatProof } from './proof.ts';
import { formatSlowestRun } from './slowest-run.ts';

/** The values of D and W in the timeline of the slowest run, and of the cap without a policy. */
const EXAMPLE = { cap: 10, D: 2, W: 3 };

/**
 * A proof and, if it proves a bound, what is shown of that bound, with a run that reaches it.
 * @param capJiffies the longest delay of the policy in question; null: there is none
 */
export function formatBoundedProof(proved: BoundedProof, capJiffies: number | null): string {
  const { bound } = proved;
  const parts = bound.flatMap((part) => formatPart('', part)).map((line) => `${line}\n`);
  const constants = { ...EXAMPLE, cap: capJiffies ?? EXAMPLE.cap };
  const isExact = bound[0]?.outcome.kind === 'holds' && constants.cap >= 1;
  const slowest = isExact ? formatSlowestRun(slowestRun(constants), constants) : '';
  return `${formatProof(proved)}${parts.join('')}${slowest}\n`;
}
