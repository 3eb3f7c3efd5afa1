import { allProofs, discharge, obligationsOnBound, prove } from './prove.ts';
import { Solver } from './solver.ts';

/** The outcome of all proofs together. */
export type ProofOutcome = 'proved' | 'violated' | 'inconclusive';

/** Proves everything, for any policy that keeps its contract, and prints nothing. */
export async function proofOutcome(): Promise<ProofOutcome> {
  const solver = new Solver();
  try {
    const parts = [];
    for (const proof of allProofs) parts.push(...(await prove(proof, solver)).parts);
    for (const obligation of obligationsOnBound()) parts.push(await discharge(obligation, solver));
    const kinds = parts.map(({ outcome }) => outcome.kind);
    if (kinds.includes('violated')) return 'violated';
    return kinds.includes('inconclusive') ? 'inconclusive' : 'proved';
  } finally {
    solver.close();
  }
}
