import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import type { Conclusion } from '../conclusion/conclusion.ts';
import { breachesOf } from './policy-contract.ts';

/** A policy that breaks any clause of its contract is in violation of it. */
export function concludeContract(contract: PolicyContract): Conclusion {
  return breachesOf(contract).length > 0 ? 'violated' : 'ok';
}
