import type { TransitionSystem } from './transition-system.ts';
import type { Operator, Term, Value } from './term.ts';

/** The term in the syntax of SMT-LIB 2.6. */
export function formatTerm(term: Term): string {
  if (term.kind === 'name') return term.name;
  if (term.kind === 'apply') return formatApplied(term.operator, term.to);
  const { value } = term;
  return typeof value === 'number' && value < 0 ? `(- ${-value})` : String(value);
}

function formatApplied(operator: Operator, to: readonly Term[]): string {
  return `(${operator} ${to.map(formatTerm).join(' ')})`;
}

/** The name of a variable in the state after `step` steps. */
export function primed(name: string, step: number): string {
  return step === 0 ? name : `${name}_${step}`;
}

/** A declaration of each name, with the sort of its value. */
export function declare(names: Readonly<Record<string, Value>>, step = 0): readonly string[] {
  return Object.entries(names).map(
    ([name, value]) =>
      `(declare-const ${primed(name, step)} ${typeof value === 'number' ? 'Int' : 'Bool'})`,
  );
}

/** Declarations of the constants of the system, and an assertion of what is assumed of them. */
export function declareConstants(system: TransitionSystem): readonly string[] {
  return [
    ...system.constants.map((name) => `(declare-const ${name} Int)`),
    `(assert ${formatTerm(system.assumed)})`,
  ];
}
