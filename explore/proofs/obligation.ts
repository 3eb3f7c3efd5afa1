import type { Proof } from './proof.ts';
import { declare, declareConstants, formatTerm, primed } from './smt-lib.ts';
import { conjunction, type TransitionSystem } from './transition-system.ts';
import { and, equal, int, not, or, substitute, type Term, type Value } from './term.ts';

/** Something that is to be shown: no values satisfy the assertions of the text. */
export interface Obligation {
  /** Becomes part of a file name. */
  readonly id: string;
  /** What is to be shown, as "preserved by every step". */
  readonly says: string;
  /** SMT-LIB 2.6 in the logic QF_LIA, up to `(check-sat)`. */
  readonly text: string;
}

/**
 * The names under which a counterexample of the solver has the number of the step, and its
 * parameter.
 */
export const STEP = 'step';
export const PARAMETER = 'some';

/** The three obligations that make the invariant of a proof inductive, in order. */
export function obligationsOf(proof: Proof): readonly Obligation[] {
  const { id, system, invariant, property } = proof;
  const holds = conjunction(invariant);
  const head = (what: string): readonly string[] => [`; ${proof.sentence}`, `; ${what}`];
  const make = (n: number, says: string, lines: readonly string[]): Obligation => ({
    id: `${id}-${n}`,
    says,
    text: smtText([...head(`[${n}/3] ${says}`), ...LOGIC, ...declareConstants(system), ...lines]),
  });
  return [
    make(1, 'initial', [
      ...declare(system.initial),
      asserts(initially(system)),
      asserts(not(holds)),
    ]),
    make(2, 'preserved by every step', [
      ...declare(system.initial),
      ...declare(system.initial, 1),
      ...declare({ [STEP]: 0, [PARAMETER]: 0 }),
      asserts(holds),
      asserts(someStep(system, 0)),
      asserts(not(atStep(holds, system, 1))),
    ]),
    make(3, 'implies the property', [
      ...declare(system.initial),
      asserts(holds),
      asserts(not(property)),
    ]),
  ];
}

/** The head of each text: models are asked for, in case there are any. */
export const LOGIC = ['(set-option :produce-models true)', '(set-logic QF_LIA)'];

export function smtText(lines: readonly string[]): string {
  return [...lines, '(check-sat)', ''].join('\n');
}

export function asserts(term: Term<boolean>): string {
  return `(assert ${formatTerm(term)})`;
}

function is(name: string, value: Value): Term<boolean> {
  if (typeof value === 'number') return equal(int(name), value);
  return value ? boolNamed(name) : not(boolNamed(name));
}

function boolNamed(name: string): Term<boolean> {
  return { kind: 'name', name };
}

/** The term with its variables in the state after `step` steps. */
function atStep<T extends Value>(term: Term<T>, system: TransitionSystem, step: number): Term<T> {
  return substitute(term, (name) => {
    const varies = name in system.initial || name === PARAMETER;
    return varies ? { kind: 'name', name: primed(name, step) } : undefined;
  });
}

/** One of the system's steps leads from the state after `from` steps to the next state. */
function someStep(system: TransitionSystem, from: number): Term<boolean> {
  return or(
    ...system.steps.map(({ when, becomes }, at) =>
      and(
        equal(int(primed(STEP, from)), at),
        atStep(when, system, from),
        ...Object.keys(system.initial).map((name) => {
          const now: Term = becomes[name] ?? { kind: 'name', name };
          return same({ kind: 'name', name: primed(name, from + 1) }, atStep(now, system, from));
        }),
      ),
    ),
  );
}

/** Equality of terms of either sort. */
function same(a: Term, b: Term): Term<boolean> {
  return equal(a as Term<number>, b as Term<number>);
}

/** The state is the initial one. */
function initially(system: TransitionSystem): Term<boolean> {
  return and(...Object.entries(system.initial).map(([name, value]) => is(name, value)));
}
