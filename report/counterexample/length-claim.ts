import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import type { Scope } from '../../explore/run/scope.ts';

/**
 * How long the run is, and what is known of shorter ones: "2 calls, 12 steps, shortest in A", "...,
 * shortest for its calls", or "at most 2 calls, 12 steps, not proved shortest".
 * @param nameOf how reports call the scope in which no run is shorter
 */
export function lengthClaim(
  { execution, proof }: Pick<Counterexample, 'execution' | 'proof'>,
  nameOf: (scope: Scope) => string,
): string {
  const { calls, steps } = execution.cost;
  const length = `${calls} calls, ${steps} steps`;
  if (proof === null) return `at most ${length}, not proved shortest`;
  return proof.among === 'all runs'
    ? `${length}, shortest in ${nameOf(proof.scope)}`
    : `${length}, shortest for its calls`;
}
