import type { Traits } from '../../model/property.ts';
import { failed, type Policy } from './policy.ts';
import { type PolicyState, type PolicyStep, policyStates } from './policy-states.ts';

/**
 * The bounds that the policy promises, for the properties that judge retries.
 * @throws MalformedPolicy if the policy cannot be consulted
 */
export function retryTraits(
  policy: Policy,
): Pick<Traits, 'recoveryJiffies' | 'retryDelaysJiffies'> {
  return {
    recoveryJiffies: policy.capJiffies,
    retryDelaysJiffies: delaysUnderFailure(policyStates(policy)),
  };
}

/**
 * Element n - 1: the shortest delay after n failed runs in a row, whatever came before them. The
 * last element also holds for all longer rows.
 */
function delaysUnderFailure(states: readonly PolicyState[]): readonly number[] {
  const delays: number[] = [];
  const failuresFrom = (from: Iterable<number>): readonly PolicyStep[] =>
    [...from].flatMap((at) => (states[at]?.after ?? []).filter(({ run }) => failed(run)));
  // A row of failures begins at the start, or after a run that has not failed.
  let now = new Set([0]);
  for (const { after } of states) {
    for (const { run, to } of after) if (!failed(run)) now.add(to);
  }
  // A row longer than the number of states goes round in states that it has already been in.
  for (let row = 0; row < states.length; row += 1) {
    const failures = failuresFrom(now);
    delays.push(shortest(failures));
    now = new Set(failures.map(({ to }) => to));
  }
  for (const at of now) for (const { to } of failuresFrom([at])) now.add(to);
  const last = shortest(failuresFrom(now));
  return [...delays.slice(0, delays.findLastIndex((delay) => delay !== last) + 1), last];
}

function shortest(steps: readonly PolicyStep[]): number {
  return steps.reduce((least, { retry }) => Math.min(least, retry.delayJiffies), Infinity);
}
