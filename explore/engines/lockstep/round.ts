import type { Call } from '../../../model/call.ts';
import type { Range } from '../../../model/range.ts';

/** What happens in a round, on both designs. */
export type Round =
  /** A call that runs to its end, alone; `isShort`: every request for tree nodes is refused. */
  | { readonly kind: 'call'; readonly call: Call; readonly isShort: boolean }
  /**
   * Time passes: with memory at hand, more than any bound allows, and the work runs whenever it is
   * due; short of nodes, until it has run once.
   */
  | { readonly kind: 'time'; readonly isShort: boolean };

/** What a design answers in a round. */
export interface Answer {
  /**
   * `ended`: a call that is never refused has ended, or time has passed. `wrong`: memory was
   * misused or pages changed hands, so that nothing that follows says anything.
   */
  readonly kind: 'granted' | 'refused' | 'ended' | 'never' | 'wrong';
  /** The range that was granted, by its pages; null: none was. */
  readonly granted: Range | null;
  /** The number of pages that are freed and not erased after the round. */
  readonly deferredPages: number;
}
