import type { Design } from '../../impl/designs/design.ts';
import { checkPolicy } from '../contract/policy-contract.ts';
import { compareCode } from './compare-code.ts';

/** Whether the proofs are about a design under its policy. */
export type Applies = 'yes' | 'no' | 'inconclusive';

/**
 * The proofs apply if no delay is out of bounds, and the systems have everything that the design
 * does.
 */
export function proofApplies(design: Design): Applies {
  const { policy } = design;
  if (policy === null) return 'no';
  const { clauses } = checkPolicy(policy);
  if (clauses.some(({ id, breach }) => id === 'bounds' && breach !== null)) return 'no';
  const { mismatch, bound } = compareCode(design);
  if (mismatch !== null) return 'no';
  return bound === null ? 'yes' : 'inconclusive';
}
