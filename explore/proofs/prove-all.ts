import type { Obligation } from './obligation.ts';
import type { Proof } from './proof.ts';
import {
  allProofs,
  discharge,
  type Discharged,
  obligationsOnBound,
  prove,
  type ProofResult,
} from './prove.ts';
import { Solver, type SolverSettings } from './solver.ts';

/** A proof, and what is to be shown of the bound that it proves; empty: it proves none. */
export interface BoundedProof extends ProofResult {
  readonly bound: readonly Discharged[];
}

/** The outcome of all proofs together. */
export type ProofOutcome = 'proved' | 'violated' | 'inconclusive';

/**
 * Proves everything, for any policy that keeps its contract.
 * @param hear receives each proof as soon as it is done
 */
export async function proveAll(
  hear: (proved: BoundedProof) => void = () => undefined,
  settings?: SolverSettings,
): Promise<readonly BoundedProof[]> {
  const solver = new Solver(settings);
  const all: BoundedProof[] = [];
  try {
    for (const proof of allProofs) {
      const result = await prove(proof, solver);
      const bound: Discharged[] = [];
      for (const obligation of obligationsOnBound()) {
        if (isAbout(obligation, proof)) bound.push(await discharge(obligation, solver));
      }
      const proved = { ...result, bound };
      all.push(proved);
      hear(proved);
    }
  } finally {
    solver.close();
  }
  return all;
}

/** The id of an obligation begins with the letter of the proof that it is about. */
function isAbout(obligation: Obligation, proof: Proof): boolean {
  return obligation.id.slice(0, 1) === proof.id.slice(0, 1);
}

/** Something that is not shown leaves nothing proved. */
export function outcomeOf(proved: readonly BoundedProof[]): ProofOutcome {
  const kinds = proved.flatMap(({ parts, bound }) =>
    [...parts, ...bound].map(({ outcome }) => outcome.kind),
  );
  if (kinds.includes('violated')) return 'violated';
  return kinds.includes('inconclusive') ? 'inconclusive' : 'proved';
}
