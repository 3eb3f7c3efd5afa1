import { keyOf } from '../../abstraction/key-of.ts';
import { consult, initialOf } from './consult.ts';
import { MalformedPolicy } from './malformed-policy.ts';
import { type Policy, type Retry, RUN_COUNT_MAX, TRIES_MAX, type WorkRun } from './policy.ts';

/** More states than this, and the policy is taken to have no end of them. */
export const POLICY_STATES_MAX = 1024;

/** The policy, and what it can know of the ranges, after some runs of the work. */
export interface PolicyState {
  readonly state: unknown;
  /** Of the range that has waited longest. */
  readonly tries: number;
  /** The fewest runs that lead here from the start. */
  readonly depth: number;
  /** Which of all states follows each possible run, and what is decided. */
  readonly after: readonly PolicyStep[];
}

export interface PolicyStep {
  readonly run: WorkRun;
  readonly retry: Retry<unknown>;
  /** Index among all states. */
  readonly to: number;
}

/** What a run can find, if the range that has waited longest was tried `tries` times. */
function* possibleRuns(policy: Policy, tries: number): Generator<WorkRun, void, undefined> {
  const counts = policy.warns?.per === 'range';
  for (let left = 0; left <= RUN_COUNT_MAX; left += 1) {
    for (let erased = 0; erased <= RUN_COUNT_MAX; erased += 1) {
      const most = Math.min(tries + 1, TRIES_MAX);
      if (!counts || left === 0) yield { erased, left, tries: 0 };
      // Which of several are erased, nobody knows: the rest may have been tried less often.
      else
        for (let of = erased === 0 ? most : 1; of <= most; of += 1)
          yield { erased, left, tries: of };
    }
  }
}

/**
 * Every state that runs of the work lead to, from the start on; the first is the start.
 * @throws MalformedPolicy if it throws, answers what is no answer, or does not come to an end
 */
export function policyStates(policy: Policy): readonly PolicyState[] {
  const places = new Map<string, number>();
  const states: { state: unknown; tries: number; depth: number; after: PolicyStep[] }[] = [];
  const placeOf = (state: unknown, tries: number, depth: number): number => {
    const key = keyOf([state, tries]);
    const known = places.get(key);
    if (known !== undefined) return known;
    if (states.length >= POLICY_STATES_MAX) {
      throw new MalformedPolicy(
        `${policy.name}: more than ${POLICY_STATES_MAX} states: give each count an upper bound ` +
          `(one of them after ${depth} runs of the work: ${keyOf(state)})`,
      );
    }
    states.push({ state, tries, depth, after: [] });
    places.set(key, states.length - 1);
    return states.length - 1;
  };
  placeOf(initialOf(policy), 0, 0);
  let tooLong: string | null = null;
  try {
    for (const { state, tries, depth, after } of states) {
      for (const run of possibleRuns(policy, tries)) {
        const retry = consult(policy, state, run, depth + 1);
        if (retry.delayJiffies > policy.capJiffies) {
          tooLong ??= `in run ${depth + 1} of the work the delay is ${retry.delayJiffies} ms`;
        }
        after.push({ run, retry, to: placeOf(retry.state, run.tries, depth + 1) });
      }
    }
  } catch (error) {
    if (tooLong === null || !(error instanceof MalformedPolicy)) throw error;
    // That there is no end of it comes of this.
    throw new MalformedPolicy(
      `${policy.name}: ${tooLong}, longer than capJiffies, ${policy.capJiffies} ms, and there is ` +
        'no end of its states: put Math.min(..., capJiffies) around the delay that it remembers',
    );
  }
  return states;
}
