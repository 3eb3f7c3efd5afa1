import type { Traits } from '../../model/property.ts';
import type { Policy } from './policy.ts';
import { type PolicyState, type PolicyStep, policyStates } from './policy-states.ts';

/**
 * What a policy promises for the properties that are about it.
 * @throws MalformedPolicy
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
 * Of each number of failed runs in a row, from 1, the shortest delay after it, whatever came
 * before; the last one holds for all that follow.
 */
function delaysUnderFailure(states: readonly PolicyState[]): readonly number[] {
  const delays: number[] = [];
  const seen = new Map<string, number>();
  // A row of failures begins at the start, or after a run that was none.
  let now = new Set([
    0,
    ...states.flatMap(({ after }) => after.filter(isNone).map(({ to }) => to)),
  ]);
  for (;;) {
    const key = [...now].toSorted((a, b) => a - b).join();
    const first = seen.get(key);
    if (first !== undefined) return [...delays.slice(0, first), Math.min(...delays.slice(first))];
    seen.set(key, delays.length);
    const failures = [...now].flatMap((at) =>
      (states[at]?.after ?? []).filter((step) => !isNone(step)),
    );
    delays.push(Math.min(...failures.map(({ retry }) => retry.delayJiffies)));
    now = new Set(failures.map(({ to }) => to));
  }
}

/** Not a failure: the run erased something, or left nothing. */
function isNone({ run }: PolicyStep): boolean {
  return run.erased > 0 || run.left === 0;
}
