import { keyOf } from '../../abstraction/key-of.ts';
import { MalformedPolicy } from './malformed-policy.ts';
import { pulse } from '../kernel/pulse.ts';
import type { Policy, Retry, WorkRun } from './policy.ts';
import { formatWorkRun } from './work-run-text.ts';

/** States of policies are not nested deeper than this. One that is has a cycle. */
const DEPTH_MAX = 16;

/** The initial state of the policy, frozen. @throws MalformedPolicy if it is not plain data */
export function initialOf(policy: Policy): unknown {
  return frozen(policy.initial, `${policy.name}: initial`);
}

/**
 * The answer of the policy to a run of the work. The policy is asked twice, since its answer may
 * depend on nothing but its arguments. The state is frozen: a policy that writes into it throws.
 * @param nth the number of the run since the start, from 1, for messages
 * @throws MalformedPolicy if the policy throws, or its answer is malformed or not the same twice
 */
export function consult(policy: Policy, state: unknown, run: WorkRun, nth: number): Retry<unknown> {
  const where = `${policy.name}: next() in run ${nth} of the work, ${formatWorkRun(run)},`;
  const first = answerOf(policy, state, run, where);
  const second = answerOf(policy, state, run, where);
  if (keyOf(first) !== keyOf(second)) {
    throw new MalformedPolicy(
      `${where} answers otherwise when it is asked again: it may depend on its arguments only`,
    );
  }
  return first;
}

function answerOf(policy: Policy, state: unknown, run: WorkRun, where: string): Retry<unknown> {
  let answer: unknown;
  pulse.beat();
  try {
    answer = policy.next(state, run);
  } catch (error) {
    throw new MalformedPolicy(`${where} throws: ${String(error).split('\n')[0] ?? ''}`);
  }
  if (typeof answer !== 'object' || answer === null) {
    throw new MalformedPolicy(`${where} returns no { state, delayJiffies, warn }`);
  }
  if (answer instanceof Promise) {
    throw new MalformedPolicy(`${where} returns a promise: it must not be async`);
  }
  const { state: after, delayJiffies, warn }: Partial<Retry<unknown>> = answer;
  if (typeof delayJiffies !== 'number' || !Number.isSafeInteger(delayJiffies) || delayJiffies < 0) {
    throw new MalformedPolicy(
      `${where} returns delayJiffies ${shown(delayJiffies)}: it must be a whole number of ` +
        'jiffies, 0 or more',
    );
  }
  if (typeof warn !== 'boolean') {
    throw new MalformedPolicy(`${where} returns warn ${shown(warn)}: it must be true or false`);
  }
  return { state: frozen(after, `${where} returns a state that`), delayJiffies, warn };
}

/** A value as it would be written, so that the string "10" is not taken for the number 10. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `${JSON.stringify(value.slice(0, 40))}, a string`;
  if (Array.isArray(value)) return 'that is a list';
  if (typeof value === 'object' && value !== null) return 'that is an object';
  return typeof value === 'bigint' ? `${value}n` : String(value).split('\n', 1).join();
}

/**
 * Freezes plain data: numbers, strings, booleans, null, undefined, and arrays and plain objects of
 * them. @throws MalformedPolicy if it is anything else
 */
function frozen(value: unknown, what: string, depth: number = 0): unknown {
  if (typeof value === 'object' && value !== null) {
    const proto: unknown = Object.getPrototypeOf(value);
    const plain = Array.isArray(value) || proto === Object.prototype || proto === null;
    if (!plain || depth > DEPTH_MAX) throw new MalformedPolicy(`${what} is no plain data`);
    for (const part of Object.values(value)) frozen(part, what, depth + 1);
    return Object.freeze(value);
  }
  if (['function', 'symbol', 'bigint'].includes(typeof value)) {
    throw new MalformedPolicy(`${what} has a ${typeof value} in it: it must be plain data`);
  }
  return value;
}
