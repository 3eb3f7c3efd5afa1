import type { Design, Domain } from './design.ts';
import type { Policy } from '../policies/policy.ts';
import { retryTraits } from '../policies/retry-traits.ts';

/**
 * The design under another policy. The bounds that its traits promise follow from the policy.
 * @throws MalformedPolicy if the policy cannot be consulted
 */
export function withPolicy<D extends Domain, T extends Design<D>>(design: T, policy: Policy): T {
  return { ...design, policy, traits: { ...design.traits, ...retryTraits(policy) } };
}
