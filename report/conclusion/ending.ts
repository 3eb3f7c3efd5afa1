import type { Conclusion } from './conclusion.ts';

/** What a command says at the end of its work on something. */
export interface Ending {
  /** Without a line break at its end. */
  readonly says: string;
  readonly conclusion: Conclusion;
}
