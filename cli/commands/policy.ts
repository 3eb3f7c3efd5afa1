import { checkPolicy, type PolicyContract } from '../../explore/contract/policy-contract.ts';
import { loadPolicy } from '../../explore/loading/load-policy.ts';
import { breachesOf, formatContract } from '../../report/policies/policy-contract.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';

/** `iova-check policy NAME|FILE...`: the delays of each, and whether it keeps its contract. */
export async function policyCommand(policies: readonly string[]): Promise<ExitCode> {
  const contracts: PolicyContract[] = [];
  for (const policy of policies) contracts.push(checkPolicy(await loadPolicy(policy)));
  print(contracts.map(formatContract).join('\n'));
  return worst(
    contracts.map((contract) => (breachesOf(contract).length > 0 ? EXIT.violated : EXIT.ok)),
  );
}
