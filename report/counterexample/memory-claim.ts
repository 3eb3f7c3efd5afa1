import type { Counterexample } from '../../explore/minimal/counterexample.ts';

/**
 * Whether a maple tree asks for memory where the run has it refused: "assumed", or "realised with
 * 13 fillers". Null: it does so by itself, or nothing is refused.
 */
export function memoryClaim({
  execution,
  realisation,
}: Pick<Counterexample, 'execution' | 'realisation'>): string | null {
  if (execution.cost.refusals === 0) return null;
  if (realisation.kind === 'assumed') return 'assumed';
  const { fillers } = realisation;
  return fillers === 0 ? null : `realised with ${fillers} fillers`;
}
