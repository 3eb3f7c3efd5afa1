import type { Traits } from '../../model/property.ts';
import { failed, type Policy } from './policy.ts';
import { type PolicyState, type PolicyStep, policyStates } from './policy-states.ts';

/**
 * The bounds that the policy promises, for the properties that judge retries.
 * @throws MalformedPolicy if the policy cannot be consulted
 */
export function retryTraits(policy: Policy): Pick<
  Traits,
  'retryDelaysJiffies' | 'longestDelaysJiffies' | 'warns'
> & {
  readonly recoveryJiffies: number;
} {
  const states = policyStates(policy);
  const rows = failuresInRows(states);
  const again = states.flatMap(({ after }) =>
    after.filter(({ run }) => !failed(run) && run.left > 0),
  );
  return {
    recoveryJiffies: policy.capJiffies,
    retryDelaysJiffies: withoutRepeats(rows.map(shortest)),
    longestDelaysJiffies: withoutRepeats([
      Math.max(policy.startJiffies, longest(again)),
      ...rows.map(longest),
    ]),
    warns: policy.warns,
  };
}

/**
 * Element n - 1: every answer to the n-th failed run in a row, whatever came before the row. The
 * last element has those of all longer rows as well.
 */
function failuresInRows(states: readonly PolicyState[]): readonly (readonly PolicyStep[])[] {
  const rows: (readonly PolicyStep[])[] = [];
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
    rows.push(failures);
    now = new Set(failures.map(({ to }) => to));
  }
  for (const at of now) for (const { to } of failuresFrom([at])) now.add(to);
  return [...rows, failuresFrom(now)];
}

/** The list without all but the first of the equal elements that it ends with. */
function withoutRepeats(delays: readonly number[]): readonly number[] {
  const last = delays.at(-1);
  return delays.slice(0, delays.findLastIndex((delay) => delay !== last) + 2);
}

function shortest(steps: readonly PolicyStep[]): number {
  return steps.reduce((least, { retry }) => Math.min(least, retry.delayJiffies), Infinity);
}

function longest(steps: readonly PolicyStep[]): number {
  return steps.reduce((most, { retry }) => Math.max(most, retry.delayJiffies), 0);
}
