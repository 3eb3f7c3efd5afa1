import type { Outcome, Outlook } from './outcome.ts';
import type { Output, Preparation } from './output.ts';

/** Turns an outcome into text or files. */
export interface Reporter {
  /** Before the work begins; without it, nothing. */
  prepare?(outlook: Outlook): readonly Preparation[];
  /** At the end. What is written is in this order; what cannot be written takes the rest along. */
  report(outcome: Outcome): readonly Output[];
}
