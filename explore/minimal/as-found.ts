import { assert } from '../../model/assert.ts';
import type { Counterexample } from './counterexample.ts';
import type { Candidates } from './minimise.ts';

/** The simplest of the runs found, as it was found: nothing is tried on the design. */
export function asFound({ signature, cheapest, rough }: Candidates): Counterexample {
  const execution = cheapest?.execution ?? rough[0];
  assert(execution !== undefined, () => `no run shows "${signature}"`);
  const proof = cheapest?.proof ?? null;
  const isReal = execution.scope.memory !== 'adversarial';
  const realisation = isReal
    ? ({ kind: 'realised', fillers: 0, execution } as const)
    : ({ kind: 'assumed' } as const);
  return { signature, execution, proof, realisation };
}
