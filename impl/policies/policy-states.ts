import { keyOf } from '../../abstraction/key-of.ts';
import { consult, initialOf } from './consult.ts';
import { MalformedPolicy } from './malformed-policy.ts';
import { formatWorkRun } from './work-run-text.ts';
import { type Policy, type Retry, RUN_COUNT_MAX, TRIES_MAX, type WorkRun } from './policy.ts';

/** A policy with more states than this is taken to have infinitely many. */
export const POLICY_STATES_MAX = 1024;

/** The state of a policy, and what it can know of the ranges, after some runs of the work. */
export interface PolicyState {
  readonly state: unknown;
  /** The failed tries of the range that has waited longest, 0 to `TRIES_MAX`; 0 if not counted. */
  readonly tries: number;
  /** The fewest runs that lead here from the start. */
  readonly depth: number;
  /** For each possible run, the answer of the policy and the next state. */
  readonly after: readonly PolicyStep[];
}

export interface PolicyStep {
  readonly run: WorkRun;
  readonly retry: Retry<unknown>;
  /** The index of the next state in the list of all states. */
  readonly to: number;
}

/** Every result that a run can have, if the range that has waited longest has `tries` tries. */
function* possibleRuns(policy: Policy, tries: number): Generator<WorkRun, void, undefined> {
  const counts = policy.warns?.per === 'range';
  for (let left = 0; left <= RUN_COUNT_MAX; left += 1) {
    for (let erased = 0; erased <= RUN_COUNT_MAX; erased += 1) {
      const most = Math.min(tries + 1, TRIES_MAX);
      if (!counts || left === 0) yield { erased, left, tries: 0 };
      // Any of the ranges may be the erased ones. The rest may have been tried less often.
      else
        for (let of = erased === 0 ? most : 1; of <= most; of += 1)
          yield { erased, left, tries: of };
    }
  }
}

/**
 * Every state that runs of the work can lead to, in order of `depth`; the first is the start.
 * @throws MalformedPolicy if the policy cannot be consulted, or has more than `POLICY_STATES_MAX`
 *   states
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
    // The delay that grows without bound is why the states have no end: report that instead.
    throw new MalformedPolicy(
      `${policy.name}: ${tooLong}, longer than capJiffies, ${policy.capJiffies} ms, and there is ` +
        'no end of its states: put Math.min(..., capJiffies) around the delay that it remembers',
    );
  }
  askAgain(policy, states);
  return states;
}

/** At least so many answers are compared, so that a policy that counts its calls shows. */
const ASKED_AGAIN = 200;

/** @throws MalformedPolicy if the policy answers otherwise after all the other questions */
function askAgain(policy: Policy, states: readonly PolicyState[]): void {
  for (let asked = 0; asked < ASKED_AGAIN;) {
    for (const { state, depth, after } of states) {
      for (const { run, retry } of after) {
        asked += 1;
        if (keyOf(consult(policy, state, run, depth + 1)) === keyOf(retry)) continue;
        throw new MalformedPolicy(
          `${policy.name}: next() in run ${depth + 1} of the work, ${formatWorkRun(run)}, ` +
            'answers otherwise when it is asked later: it may depend on its arguments only',
        );
      }
    }
  }
}
