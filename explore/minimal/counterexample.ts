import type { Execution } from '../world/execution.ts';
import type { MinimalityProof } from './minimality.ts';
import type { Realisation } from './realise.ts';

/** One way in which a property is broken, with the simplest run found that breaks it so. */
export interface Counterexample {
  readonly signature: string;
  readonly execution: Execution;
  /** Why there is no simpler run; null: there may be one. */
  readonly proof: MinimalityProof | null;
  /** Whether the maple tree itself can need memory wherever the run has it refused. */
  readonly realisation: Realisation;
}
