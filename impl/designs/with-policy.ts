import type { Design, Domain } from './design.ts';
import { noteDerived } from './ours.ts';
import type { Policy } from '../policies/policy.ts';
import { retryTraits } from '../policies/retry-traits.ts';

/**
 * The design under another policy. The bounds that its traits promise follow from the policy.
 * @throws MalformedPolicy if the policy cannot be consulted
 */
export function withPolicy<D extends Domain, T extends Design<D>>(design: T, policy: Policy): T {
  const traits = { ...design.traits, ...retryTraits(policy) };
  const derived: T = { ...design, policy, traits };
  noteDerived(derived, design);
  return derived;
}
