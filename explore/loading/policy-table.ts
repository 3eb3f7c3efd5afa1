import { keyOf } from '../../abstraction/key-of.ts';
import type { Policy, Retry, WorkRun } from '../../impl/policies/policy.ts';
import { policyStates } from '../../impl/policies/policy-states.ts';

function keyOfQuestion(state: unknown, { erased, left, tries }: WorkRun): string {
  return keyOf([state, erased, left, tries]);
}

/**
 * The policy with the answers that it gives now, in each of its states: whatever a user's module
 * remembers, it is not asked again, so that no verdict depends on how often it was.
 * @throws MalformedPolicy if it cannot be consulted
 */
export function policyTable(policy: Policy): Policy {
  const answers = new Map<string, Retry<unknown>>();
  for (const { state, after } of policyStates(policy)) {
    for (const { run, retry } of after) answers.set(keyOfQuestion(state, run), retry);
  }
  const next = (state: unknown, run: WorkRun): Retry<unknown> =>
    answers.get(keyOfQuestion(state, run)) ?? policy.next(state, run);
  return { ...policy, next };
}
