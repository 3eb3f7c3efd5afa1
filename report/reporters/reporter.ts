import type { ReportedResult, Outlook } from './reported-result.ts';
import type { Output, Preparation } from './output.ts';

/** Turns an outcome into text or files. */
export interface Reporter {
  /** Before the work begins; without it, nothing. */
  prepare?(outlook: Outlook): readonly Preparation[];
  /** At the end: written in this order, up to the first file that cannot be written. */
  report(outcome: ReportedResult): readonly Output[];
}
