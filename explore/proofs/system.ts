import { and, evaluate, type Term, type Valuation, type Value } from './term.ts';

/** What one kind of step does, for every value of its parameter. */
export interface Step {
  readonly name: string;
  /** What it stands for. */
  readonly sentence: string;
  /** It is possible for every whole number for which `when` holds; without, it has none. */
  readonly parameter?: string;
  /** A request for memory is refused in it. */
  readonly refuses?: true;
  /** Time passes in it; only the work takes it; it is the proof's own and has no part in a run. */
  readonly only?: 'time' | 'work' | 'proof';
  readonly when: Term<boolean>;
  /** Variables that become another; all others stay. */
  readonly becomes: Readonly<Record<string, Term>>;
}

/** A named part of an invariant. */
export interface Clause {
  readonly name: string;
  readonly holds: Term<boolean>;
}

/** An abstract transition system: what states there are, where it begins, how it goes on. */
export interface System {
  /** Each with its value at the beginning. */
  readonly initial: Valuation;
  /** Numbers that do not change, and what is assumed of them. */
  readonly constants: readonly string[];
  readonly assumed: Term<boolean>;
  readonly steps: readonly Step[];
}

/** The state after a step; null if it is not possible. `names`: state, constants, parameter. */
export function after(step: Step, names: Valuation): Valuation | null {
  if (!evaluate(step.when, names)) return null;
  const next: Record<string, Value> = { ...names };
  for (const [name, term] of Object.entries(step.becomes)) next[name] = evaluate(term, names);
  return next;
}

/** The first clause that does not hold; null if all do. */
export function brokenClause(clauses: readonly Clause[], names: Valuation): string | null {
  return clauses.find(({ holds }) => !evaluate(holds, names))?.name ?? null;
}

export function conjunction(clauses: readonly Clause[]): Term<boolean> {
  return and(...clauses.map(({ holds }) => holds));
}
