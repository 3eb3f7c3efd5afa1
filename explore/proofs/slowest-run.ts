import { assert } from '../../model/assert.ts';
import { asserts, LOGIC, type Obligation, smtText } from './obligation.ts';
import { recoveryBound } from './recovery-proofs.ts';
import {
  cap,
  longestRun,
  longestWait,
  recoverySystem,
  sinceCalm,
  takenPages,
  waiting,
} from './recovery-system.ts';
import { declareConstants } from './smt-lib.ts';
import { after, type Step } from './transition-system.ts';
import {
  above,
  and,
  equal,
  evaluate,
  literal,
  not,
  type Num,
  plus,
  substitute,
  type Term,
  type Valuation,
} from './term.ts';

/** A step, with its parameter as a term of the constants. */
interface Turn {
  readonly step: Step;
  readonly some: Term<number>;
}

function turn(name: string, some: Num = 0): Turn {
  const step = recoverySystem.steps.find((one) => one.name === name);
  assert(step !== undefined, () => `no step is called "${name}"`);
  return { step, some: typeof some === 'number' ? literal(some) : some };
}

/**
 * One page is refused twice. The second refusal is at the beginning of a run of the work, which
 * then takes its longest time.
 */
const slowest: readonly Turn[] = [
  turn('the erase of a free is refused', 1),
  turn('a call defers', 1),
  turn('a call arms the work', 1),
  turn('time passes', 1),
  turn('the timer expires'),
  turn('the work begins to run'),
  turn('an erase of the work is refused'),
  turn('memory is back for good'),
  turn('time passes', longestRun),
  turn('the work puts back', 1),
  turn('the work decides', cap),
  turn('the work returns'),
  turn('time passes', cap),
  turn('the timer expires'),
  turn('time passes', longestWait),
  turn('the work begins to run'),
  turn('time passes', longestRun),
];

const attains = and(above(plus(waiting, takenPages), 0), equal(sinceCalm, recoveryBound));

/**
 * For every cap, D and W, the slowest run is possible, and when the bound is reached something is
 * still deferred.
 */
export function boundIsAttained(): Obligation {
  let state: Readonly<Record<string, Term>> = Object.fromEntries(
    Object.entries(recoverySystem.initial).map(([name, value]) => [name, literal(value)]),
  );
  const possible: Term<boolean>[] = [];
  for (const { step, some } of slowest) {
    const before = { ...state, some };
    const now = <T extends Term>(term: T): T =>
      substitute(term, (name) => lookUp(before, name)) as T;
    possible.push(now(step.when));
    const changed = Object.entries(step.becomes).map(([name, term]) => [name, now(term)] as const);
    state = { ...state, ...Object.fromEntries(changed) };
  }
  const end = state;
  const atEnd = substitute(attains, (name) => lookUp(end, name));
  return {
    id: 'b-bound-is-attained',
    says: 'it is exact: a run attains it',
    text: smtText([
      '; a run attains cap + W + 2 D, whatever they are',
      ...LOGIC,
      ...declareConstants(recoverySystem),
      asserts(not(and(...possible, atEnd))),
    ]),
  };
}

function lookUp(state: Readonly<Record<string, Term>>, name: string): Term | undefined {
  return state[name];
}

/** A moment of a run: the step that was just taken, and the state after it. */
export interface Moment {
  readonly step: Step;
  readonly some: number;
  readonly state: Valuation;
}

/** The slowest run for these values of the constants. */
export function slowestRun(constants: Valuation): readonly Moment[] {
  const moments: Moment[] = [];
  let state: Valuation = { ...recoverySystem.initial, ...constants };
  for (const { step, some } of slowest) {
    const parameter = evaluate(some, constants);
    const next = after(step, { ...state, some: parameter });
    assert(next !== null, () => `"${step.name}" is not possible in the slowest run`);
    state = next;
    moments.push({ step, some: parameter, state });
  }
  return moments;
}
