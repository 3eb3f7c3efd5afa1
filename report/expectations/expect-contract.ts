import { checkPolicy, type PolicyContract } from '../../explore/contract/policy-contract.ts';
import { whyNoPolicy } from '../../explore/loading/load-policy.ts';
import type { Policy } from '../../impl/policies/policy.ts';
import { breachesOf, formatContract } from '../policies/policy-contract.ts';
import { ExpectationFailed } from './expectation-failed.ts';
import { WrongExpectation } from './wrong-expectation.ts';

/**
 * Checks a retry policy in all its states, as `iova-check policy` does.
 * @throws ExpectationFailed if it breaks its contract; the message tells each broken clause, and
 *   the shortest row of runs of the work that shows it
 * @throws WrongExpectation if the value is no policy, or cannot be consulted to the end
 */
export function expectContract(policy: Policy): PolicyContract {
  const wrong = whyNoPolicy(policy);
  if (wrong !== null) throw new WrongExpectation(`this is no policy: ${wrong}`);
  const contract = checkPolicy(policy);
  if (breachesOf(contract).length > 0) {
    throw new ExpectationFailed(formatContract(contract).trimEnd(), true);
  }
  return contract;
}
