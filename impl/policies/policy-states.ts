import { keyOf } from '../kernel/key-of.ts';
import { type Policy, type Retry, RUN_COUNT_MAX, TRIES_MAX, type WorkRun } from './policy.ts';

/** More states than this, and the policy is taken to have no end of them. */
export const POLICY_STATES_MAX = 4096;

/** A policy that cannot be consulted: it throws, or its answers are no answers. One line. */
export class MalformedPolicy extends Error {
  override readonly name: string = 'MalformedPolicy';
}

/** The policy, and what it can know of the ranges, after some runs of the work. */
export interface PolicyState {
  readonly state: unknown;
  /** Of the range that has waited longest. */
  readonly tries: number;
  /** The runs that lead here from the start, the fewest. */
  readonly runs: readonly WorkRun[];
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
  const states: { state: unknown; tries: number; runs: readonly WorkRun[]; after: PolicyStep[] }[] =
    [];
  const placeOf = (state: unknown, tries: number, runs: readonly WorkRun[]): number => {
    const key = keyOf([state, tries]);
    const known = places.get(key);
    if (known !== undefined) return known;
    if (states.length >= POLICY_STATES_MAX) {
      throw new MalformedPolicy(
        `${policy.name}: more than ${POLICY_STATES_MAX} states: give each count an upper bound ` +
          `(one of them after ${runs.length} runs of the work: ${keyOf(state)})`,
      );
    }
    states.push({ state, tries, runs, after: [] });
    places.set(key, states.length - 1);
    return states.length - 1;
  };
  placeOf(policy.initial, 0, []);
  for (const { state, tries, runs, after } of states) {
    for (const run of possibleRuns(policy, tries)) {
      const retry = consult(policy, state, run, runs);
      after.push({ run, retry, to: placeOf(retry.state, run.tries, [...runs, run]) });
    }
  }
  return states;
}

function consult(
  policy: Policy,
  state: unknown,
  run: WorkRun,
  before: readonly WorkRun[],
): Retry<unknown> {
  const nth = `run ${before.length + 1} of the work, ${formatWorkRun(run)},`;
  const where = `${policy.name}: next() in ${nth}`;
  let retry: Partial<Retry<unknown>>;
  try {
    retry = policy.next(state, run);
  } catch (error) {
    throw new MalformedPolicy(`${where} throws: ${String(error).split('\n')[0] ?? ''}`);
  }
  const answer: unknown = retry;
  if (typeof answer !== 'object' || answer === null) {
    throw new MalformedPolicy(`${where} returns no { state, delayJiffies, warn }`);
  }
  const { delayJiffies, warn } = retry;
  if (typeof delayJiffies !== 'number' || !Number.isInteger(delayJiffies) || delayJiffies < 0) {
    throw new MalformedPolicy(
      `${where} returns delayJiffies ${String(delayJiffies)}: it must be a whole number of jiffies`,
    );
  }
  if (typeof warn !== 'boolean') {
    throw new MalformedPolicy(`${where} returns warn ${String(warn)}: it must be true or false`);
  }
  return { state: retry.state, delayJiffies, warn };
}

/** "erased 0, left 1", as breaches tell it. */
export function formatWorkRun({ erased, left, tries }: WorkRun): string {
  const count = (n: number): string => (n === RUN_COUNT_MAX ? `${n} or more` : `${n}`);
  const tried = tries === 0 ? '' : `, tried ${tries} times`;
  return `erased ${count(erased)}, left ${count(left)}${tried}`;
}
