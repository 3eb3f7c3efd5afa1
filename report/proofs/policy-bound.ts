import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import { formatBreaches } from '../policies/policy-contract.ts';

/** Whether the proofs are about a policy: they rest on one clause of its contract only. */
export function isBounded({ clauses }: PolicyContract): boolean {
  return clauses.some(({ id, breach }) => id === 'bounds' && breach === null);
}

/** What a policy breaks of its contract, and what the proofs say of it. */
export function formatPolicyBound(contract: PolicyContract): string {
  const { name, capJiffies } = contract.policy;
  const range = `1 to ${capJiffies} ms`;
  const bound = `${capJiffies} + W + 2 D`;
  const says = isBounded(contract)
    ? `every delay is ${range}: all is erased within ${bound}, as (b) says\n`
    : `nothing is proved of it: not every delay is ${range}`;
  return `${formatBreaches(contract)}${name}: ${says}\n`;
}
