import { assert } from '../../model/assert.ts';
/** Values of the theory: whole numbers and truth values. */
export type Value = number | boolean;

/** Operators, by their names in SMT-LIB. */
export type Operator = '+' | '-' | '=' | '<=' | '<' | 'and' | 'or' | 'not' | '=>' | 'ite';

/**
 * A formula of linear arithmetic. It is written once, printed for a solver, and evaluated on the
 * states of runs. `V` is the type of its value.
 */
export type Term<V extends Value = Value> =
  | { readonly kind: 'value'; readonly value: V }
  | { readonly kind: 'name'; readonly name: string; readonly of?: V }
  | { readonly kind: 'apply'; readonly operator: Operator; readonly to: readonly Term[] };

/** The value of each name. */
export type Valuation = Readonly<Record<string, Value>>;

/** A term, or a number that stands for itself. */
export type Num = Term<number> | number;

/** A variable or a constant that is a whole number. */
export function int(name: string): Term<number> {
  return { kind: 'name', name };
}

/** A variable that is a truth value. */
export function bool(name: string): Term<boolean> {
  return { kind: 'name', name };
}

/** A value as a term. */
export function literal<V extends Value>(value: V): Term<V> {
  return { kind: 'value', value };
}

function apply(operator: Operator, to: readonly (Term | number)[]): Term<never> {
  const terms = to.map((term) => (typeof term === 'number' ? literal(term) : term));
  return { kind: 'apply', operator, to: terms };
}

export const plus = (...to: readonly Num[]): Term<number> => apply('+', to);
export const minus = (a: Num, b: Num): Term<number> => apply('-', [a, b]);
export const equal = (a: Num, b: Num): Term<boolean> => apply('=', [a, b]);
export const atMost = (a: Num, b: Num): Term<boolean> => apply('<=', [a, b]);
export const above = (a: Num, b: Num): Term<boolean> => apply('<', [b, a]);
export const not = (a: Term<boolean>): Term<boolean> => apply('not', [a]);
export const implies = (a: Term<boolean>, b: Term<boolean>): Term<boolean> => apply('=>', [a, b]);

/** The conjunction; of no terms: true. */
export function and(...to: readonly Term<boolean>[]): Term<boolean> {
  const [only] = to;
  if (to.length > 1) return apply('and', to);
  return only ?? literal(true);
}

/** The disjunction; of no terms: false. */
export function or(...to: readonly Term<boolean>[]): Term<boolean> {
  const [only] = to;
  if (to.length > 1) return apply('or', to);
  return only ?? literal(false);
}

/** `a` if the condition holds, else `b`. */
export function choose<V extends Value>(
  condition: Term<boolean>,
  a: Term<V> | V,
  b: Term<V> | V,
): Term<V> {
  const term = (of: Term<V> | V): Term => (typeof of === 'object' ? of : literal(of));
  return apply('ite', [condition, term(a), term(b)]);
}

/** The value of the term. @throws AssertionFailure if a name has no value: a bug of the proof */
export function evaluate<V extends Value>(term: Term<V>, names: Valuation): V {
  return valueOf(term, names) as V;
}

function valueOf(term: Term, names: Valuation): Value {
  if (term.kind === 'value') return term.value;
  if (term.kind === 'apply') return applied(term.operator, term.to, names);
  const value = names[term.name];
  assert(value !== undefined, () => `${term.name} stands for nothing`);
  return value;
}

function applied(operator: Operator, to: readonly Term[], names: Valuation): Value {
  const value = (at: number): Value => valueOf(to[at] as Term, names);
  const number = (at: number): number => value(at) as number;
  switch (operator) {
    case '+':
      return to.reduce((sum, _, at) => sum + number(at), 0);
    case '-':
      return number(0) - number(1);
    case '=':
      return value(0) === value(1);
    case '<=':
      return number(0) <= number(1);
    case '<':
      return number(0) < number(1);
    case 'and':
      return to.every((_, at) => value(at));
    case 'or':
      return to.some((_, at) => value(at));
    case 'not':
      return value(0) === false;
    case '=>':
      return value(0) === false || value(1);
    case 'ite':
      return value(value(0) === true ? 1 : 2);
  }
}

/** The term with names replaced by other names or by terms. */
export function substitute<V extends Value>(
  term: Term<V>,
  to: (name: string) => Term | undefined,
): Term<V> {
  return replaced(term, to) as Term<V>;
}

function replaced(term: Term, to: (name: string) => Term | undefined): Term {
  if (term.kind === 'value') return term;
  if (term.kind === 'name') return to(term.name) ?? term;
  return { ...term, to: term.to.map((part) => replaced(part, to)) };
}
