import { join } from 'node:path';
import { Solver, type SolverSettings } from '../../explore/proofs/solver.ts';

/** The solver's script, as it was built last. */
export const BUILT_SCRIPT = join(import.meta.dirname, '../../dist/explore/proofs/z3-worker.js');

/** A solver for tests. `close()` it at the end. */
export function builtSolver(settings: SolverSettings = {}): Solver {
  return new Solver({ script: BUILT_SCRIPT, ...settings });
}
