import type { Counterexample } from '../../explore/minimal/counterexample.ts';

/**
 * "2 calls, 12 steps, shortest in A": how long the run is, and whether a shorter one is known not
 * to be.
 * @param nameOf how the scope is called in which it is the shortest of all runs
 */
export function lengthClaim(
  { execution, proof }: Counterexample,
  nameOf: (scope: Counterexample['execution']['scope']) => string,
): string {
  const { calls, steps } = execution.cost;
  const length = `${calls} calls, ${steps} steps`;
  if (proof === null) return `at most ${length}, not proved shortest`;
  return proof.among === 'all runs'
    ? `${length}, shortest in ${nameOf(proof.scope)}`
    : `${length}, shortest for its calls`;
}

/** Whether the maple tree asks where the run has it refused; null: nothing is, or by itself. */
export function memoryClaim({ execution, realisation }: Counterexample): string | null {
  if (execution.cost.refusals === 0) return null;
  if (realisation.kind === 'assumed') return 'assumed';
  const { fillers } = realisation;
  return fillers === 0 ? null : `realised with ${fillers} fillers`;
}
