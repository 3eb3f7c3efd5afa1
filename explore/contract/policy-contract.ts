import { assert } from '../../model/assert.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import { failed, type Policy } from '../../impl/policies/policy.ts';
import {
  type PolicyState,
  type PolicyStep,
  policyStates,
} from '../../impl/policies/policy-states.ts';
import { warningClause } from './policy-warnings.ts';
import type { PolicyClause } from './policy-clause.ts';

/** Why a clause does not hold, and the shortest sequence of runs of the work that shows it. */
export interface PolicyBreach {
  readonly why: string;
  /** Runs of the work, in order. Empty: the declaration itself breaks the clause. */
  readonly steps: readonly PolicyStep[];
}

/** A policy, and for each clause of its contract whether the policy keeps it. */
export interface PolicyContract {
  readonly policy: Policy;
  readonly states: number;
  /**
   * The delay after each failed run in a row, from the start state on. The last one applies to all
   * further failed runs.
   */
  readonly delaysJiffies: readonly number[];
  readonly clauses: readonly {
    readonly id: string;
    readonly promise: string;
    readonly breach: PolicyBreach | null;
  }[];
}

/**
 * Checks a policy over all its states. That there are finitely many of them is part of the
 * contract, too.
 * @throws MalformedPolicy if the policy throws, gives an invalid answer, or has too many states
 */
export function checkPolicy(policy: Policy): PolicyContract {
  const states = policyStates(policy);
  const clauses = [
    boundsClause(policy),
    failureClause(policy),
    resetClause(policy, states),
    warningClause(policy),
  ];
  return {
    policy,
    states: states.length,
    delaysJiffies: delaysFrom(states, 0),
    clauses: [
      ...clauses.map((clause) => ({
        id: clause.id,
        promise: clause.promise,
        breach: shortestBreach(clause, states),
      })),
      {
        id: 'cap',
        promise: `as long as runs fail the delay grows to ${policy.capJiffies} ms`,
        breach: capBreach(policy, states),
      },
    ],
  };
}

/**
 * The delay after every run counts, even after one that left nothing: ranges may have been listed
 * while the run ended, so the delay can be used.
 */
function boundsClause({ startJiffies, capJiffies }: Policy): PolicyClause {
  const wrong = (what: string, delayJiffies: number): string | null => {
    if (delayJiffies < 1) return `${what} is 0: the work would run again at once`;
    if (delayJiffies <= capJiffies) return null;
    return `${what} is ${delayJiffies} ms, longer than capJiffies, ${capJiffies} ms`;
  };
  return {
    id: 'bounds',
    promise: `every delay is 1 to ${capJiffies} ms`,
    initial: wrong('startJiffies', startJiffies) ?? 0,
    next: (memory, { retry }) => wrong('the delay', retry.delayJiffies) ?? memory,
  };
}

/** Its memory is the last delay, in jiffies. */
function failureClause(policy: Policy): PolicyClause {
  return {
    id: 'failure',
    promise: 'no failed run shortens the delay',
    initial: policy.startJiffies,
    next(lastJiffies, { run, retry: { delayJiffies } }) {
      if (resets(policy, run)) return policy.startJiffies;
      if (delayJiffies >= lastJiffies) return delayJiffies;
      const what = failed(run) ? 'it failed' : 'it left something';
      return `${what}, and the delay falls from ${lastJiffies} to ${delayJiffies} ms`;
    },
  };
}

/**
 * A run that starts the delays again can also begin a line in the log: it left a range that has
 * been tried for long. The state then remembers the line, so it is not the initial state, but its
 * delays must be those of the initial state.
 */
function resetClause(policy: Policy, states: readonly PolicyState[]): PolicyClause {
  const initial = keyOf(states[0]?.state);
  const event = policy.resetsOn === 'success' ? 'erased something or left nothing' : 'left nothing';
  const isStart = ({ retry, to }: PolicyStep): boolean =>
    keyOf(retry.state) === initial ||
    (retry.warn && delaysFrom(states, to).join() === delaysFrom(states, 0).join());
  return {
    id: 'reset',
    promise: `after a run that ${event} it is at its start again`,
    initial: 0,
    next(memory, step) {
      const { run, retry } = step;
      if (!resets(policy, run)) return memory;
      const { state, delayJiffies } = retry;
      if (delayJiffies !== policy.startJiffies) {
        return `it ${event}, and the delay is ${delayJiffies} ms, not ${policy.startJiffies}`;
      }
      return isStart(step)
        ? memory
        : `it ${event}, and the state is ${keyOf(state)}, not the initial ${initial}`;
    },
  };
}

function resets({ resetsOn }: Policy, { erased, left }: PolicyStep['run']): boolean {
  return left === 0 || (resetsOn === 'success' && erased > 0);
}

/** A cap that is never reached promises a backoff that does not exist. */
function capBreach(
  { startJiffies, capJiffies }: Policy,
  states: readonly PolicyState[],
): PolicyBreach | null {
  const steps = rowFrom(states, 0);
  const longest = Math.max(startJiffies, ...steps.map(({ retry }) => retry.delayJiffies));
  if (longest >= capJiffies) return null;
  const why =
    `failed runs go round in a circle of states from here on, and no delay was longer than ` +
    `${longest} ms, although capJiffies is ${capJiffies} ms`;
  return { why, steps };
}

/** The delays while every run fails, without the repetitions of the last one. */
function delaysFrom(states: readonly PolicyState[], start: number): readonly number[] {
  const delays = rowFrom(states, start).map(({ retry }) => retry.delayJiffies);
  return delays.slice(0, delays.findLastIndex((delay) => delay !== delays.at(-1)) + 2);
}

/** Failed runs from a state on, until they return to a state that was visited before. */
function rowFrom(states: readonly PolicyState[], start: number): readonly PolicyStep[] {
  const steps: PolicyStep[] = [];
  const left = new Set<number>();
  for (let at = start; !left.has(at);) {
    left.add(at);
    const step = states[at]?.after.find(({ run }) => failed(run));
    assert(step !== undefined, 'a state of the policy does not say what a failed run does');
    steps.push(step);
    at = step.to;
  }
  return steps;
}

interface Reached {
  /** Index into the list of all states. */
  readonly at: number;
  readonly memory: number;
  readonly by: { readonly step: PolicyStep; readonly from: Reached } | null;
}

/** Breadth first, so that the breach contains no unnecessary run of the work. */
function shortestBreach(clause: PolicyClause, states: readonly PolicyState[]): PolicyBreach | null {
  if (typeof clause.initial === 'string') return { why: clause.initial, steps: [] };
  const queue: Reached[] = [{ at: 0, memory: clause.initial, by: null }];
  const known = new Set([`0 ${clause.initial}`]);
  for (const from of queue) {
    for (const step of states[from.at]?.after ?? []) {
      const memory = clause.next(from.memory, step);
      const by = { step, from };
      if (typeof memory === 'string') return { why: memory, steps: stepsTo(by) };
      const key = `${step.to} ${memory}`;
      if (known.has(key)) continue;
      known.add(key);
      queue.push({ at: step.to, memory, by });
    }
  }
  return null;
}

function stepsTo(last: Reached['by']): readonly PolicyStep[] {
  const steps: PolicyStep[] = [];
  for (let by = last; by !== null; by = by.from.by) steps.push(by.step);
  return steps.toReversed();
}
