import { safety } from './lifetime-proof.ts';
import { type Obligation, obligationsOf, PARAMETER, STEP } from './obligation.ts';
import type { Proof } from './proof.ts';
import { erasedWithin, recoveryBound, workIsDue } from './recovery-proofs.ts';
import { boundIsAttained } from './slowest-run.ts';
import { primed } from './smt-lib.ts';
import type { SolverAnswer, Solver } from './solver.ts';
import { brokenClause } from './transition-system.ts';
import { timeGoesOn } from './time-goes-on.ts';
import type { Valuation, Value } from './term.ts';

/** What is proved of every policy that keeps its contract, in the order of the report. */
export const allProofs: readonly Proof[] = [workIsDue, erasedWithin(recoveryBound), safety];

/** Why an obligation does not hold. */
export interface Refutation {
  /** The clause of the invariant that is broken; null: the property itself is. */
  readonly clause: string | null;
  readonly constants: Valuation;
  readonly before: Valuation;
  /** The step that breaks it; null: the obligation is not about steps. */
  readonly step: { readonly name: string; readonly some: number | null } | null;
  readonly after: Valuation | null;
}

/** `holds` only if the solver says that nothing satisfies the negation. */
export type ObligationResult =
  | { readonly kind: 'holds' }
  | { readonly kind: 'violated'; readonly by: Refutation }
  | { readonly kind: 'inconclusive'; readonly why: string };

export interface Discharged {
  readonly obligation: Obligation;
  readonly outcome: ObligationResult;
}

export interface ProofResult {
  readonly proof: Proof;
  readonly parts: readonly Discharged[];
}

/** What makes the bound of (b) meaningful: it is exact, and time passes. */
export function obligationsOnBound(): readonly Obligation[] {
  return [boundIsAttained(), timeGoesOn()];
}

/** Everything that is to be shown. */
export function allObligations(): readonly Obligation[] {
  return [...allProofs.flatMap(obligationsOf), ...obligationsOnBound()];
}

/** Shows the three parts of a proof, or how one of them fails. */
export async function prove(proof: Proof, solver: Solver): Promise<ProofResult> {
  const parts: Discharged[] = [];
  for (const obligation of obligationsOf(proof)) {
    parts.push({ obligation, outcome: outcomeOf(proof, await solver.ask(obligation)) });
  }
  return { proof, parts };
}

/** Shows an obligation that is not part of a proof. */
export async function discharge(obligation: Obligation, solver: Solver): Promise<Discharged> {
  return { obligation, outcome: outcomeOf(null, await solver.ask(obligation)) };
}

function outcomeOf(proof: Proof | null, answer: SolverAnswer): ObligationResult {
  switch (answer.kind) {
    case 'unsatisfiable':
      return { kind: 'holds' };
    case 'gave up':
      return { kind: 'inconclusive', why: answer.why };
    case 'satisfiable':
      return { kind: 'violated', by: refutation(proof, answer.model) };
  }
}

/**
 * The solver's model as states and a step. Variables that the model does not name may have any
 * value.
 */
function refutation(proof: Proof | null, model: Valuation): Refutation {
  if (proof === null) {
    return { clause: null, constants: model, before: {}, step: null, after: null };
  }
  const { system, invariant } = proof;
  const at = (step: number): Valuation =>
    fromModel(system.initial, (name) => model[primed(name, step)]);
  const constants = fromModel(
    Object.fromEntries(system.constants.map((name) => [name, 1])),
    (name) => model[name],
  );
  const before = at(0);
  const number = model[STEP];
  const step = typeof number === 'number' ? system.steps[number] : undefined;
  const after = step === undefined ? null : at(1);
  const some = step?.parameter === undefined ? null : Number(model[PARAMETER] ?? 0);
  return {
    clause: brokenClause(invariant, { ...constants, ...(after ?? before) }),
    constants,
    before,
    step: step === undefined ? null : { name: step.name, some },
    after,
  };
}

function fromModel(like: Valuation, value: (name: string) => Value | undefined): Valuation {
  return Object.fromEntries(
    Object.entries(like).map(([name, default_]) => {
      return [name, value(name) ?? (typeof default_ === 'number' ? 0 : false)];
    }),
  );
}
