import type { Execution } from '../world/execution.ts';
import type { MinimalityProof } from './minimality.ts';
import type { Realisation } from './realise.ts';

/** A signature with the simplest run found that shows it. */
export interface Counterexample {
  readonly signature: string;
  readonly execution: Execution;
  /** What proves that there is no simpler run; null: there may be one. */
  readonly proof: MinimalityProof | null;
  /** Whether the maple tree itself can ask for memory wherever the run has it refused. */
  readonly realisation: Realisation;
}
