import type { Policy } from '../../impl/policies/policy.ts';
import { formatWorkRun, policyStates } from '../../impl/policies/policy-states.ts';

/**
 * The part of a policy's contract that the proof rests on, over all states of the policy: no delay
 * is shorter than a jiffy or longer than the cap. One line that says what breaks it, or null.
 * @throws MalformedPolicy
 */
export function delayBreach(policy: Policy): string | null {
  const { startJiffies, capJiffies } = policy;
  const isWithin = (jiffies: number): boolean => jiffies >= 1 && jiffies <= capJiffies;
  const range = `it must be 1 to ${capJiffies} (the cap)`;
  if (!isWithin(startJiffies)) return `the first delay is ${startJiffies} jiffies: ${range}`;
  for (const { runs, after } of policyStates(policy)) {
    for (const { run, retry } of after) {
      if (run.left === 0 || isWithin(retry.delayJiffies)) continue;
      const story = [...runs, run].map(formatWorkRun).join('; ');
      return `the delay is ${retry.delayJiffies} jiffies after these runs: ${story}: ${range}`;
    }
  }
  return null;
}
