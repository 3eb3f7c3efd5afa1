import { and, evaluate, type Term, type Valuation, type Value } from './term.ts';

/** What one kind of step does, for every value of its parameter. */
export interface Step {
  readonly name: string;
  /** What the step stands for. */
  readonly sentence: string;
  /**
   * The name of the parameter. The step is possible for every whole number for which `when` holds.
   * Without this field, the step has no parameter.
   */
  readonly parameter?: string;
  /** A request for memory is refused in this step. */
  readonly refuses?: true;
  /**
   * `time`: time passes in this step. `work`: only the work takes it. `proof`: it exists for the
   * proof only, and is no part of a run.
   */
  readonly only?: 'time' | 'work' | 'proof';
  readonly when: Term<boolean>;
  /** The new values of the variables that change; all others stay. */
  readonly becomes: Readonly<Record<string, Term>>;
}

/** A named part of an invariant. */
export interface Clause {
  readonly name: string;
  readonly holds: Term<boolean>;
}

/** An abstract transition system: its states, where it begins, and how it goes on. */
export interface TransitionSystem {
  /** Each variable with its initial value. */
  readonly initial: Valuation;
  /** The names of numbers that do not change, and what is assumed of them. */
  readonly constants: readonly string[];
  readonly assumed: Term<boolean>;
  readonly steps: readonly Step[];
}

/**
 * The state after a step; null if the step is not possible.
 * @param names the values of the state, the constants and the parameter
 */
export function after(step: Step, names: Valuation): Valuation | null {
  if (!evaluate(step.when, names)) return null;
  const next: Record<string, Value> = { ...names };
  for (const [name, term] of Object.entries(step.becomes)) next[name] = evaluate(term, names);
  return next;
}

/** The name of the first clause that does not hold; null if all hold. */
export function brokenClause(clauses: readonly Clause[], names: Valuation): string | null {
  return clauses.find(({ holds }) => !evaluate(holds, names))?.name ?? null;
}

export function conjunction(clauses: readonly Clause[]): Term<boolean> {
  return and(...clauses.map(({ holds }) => holds));
}
