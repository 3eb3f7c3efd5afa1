import { checkPolicy, type PolicyContract } from '../../explore/contract/policy-contract.ts';
import { loadPolicy } from '../../explore/loading/load-policy.ts';
import { gravest } from '../../report/conclusion/conclusion.ts';
import { concludeContract } from '../../report/policies/conclude-contract.ts';
import { formatContract } from '../../report/policies/policy-contract.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';

/** `iova-check policy NAME|FILE...`: the delays of each, and whether it keeps its contract. */
export async function policyCommand(policies: readonly string[]): Promise<ExitCode> {
  const contracts: PolicyContract[] = [];
  for (const policy of policies) contracts.push(checkPolicy(await loadPolicy(policy)));
  print(contracts.map(formatContract).join('\n'));
  return EXIT[gravest(contracts.map(concludeContract))];
}
