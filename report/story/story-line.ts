import type { Call } from '../../model/call.ts';
import type { Pressure } from '../../model/fact.ts';
import type { Breach } from '../../model/judges.ts';
import type { StoryEffect } from './story-effect.ts';
import type { PageSpan } from './page-span.ts';
import type { StepGroup } from './step-group.ts';

/** What happened in a line of a story. Calls are numbered from 0, in the order of their begin. */
export type StoryEvent =
  /**
   * A call from its begin to its end, in which nothing went wrong. `outcome`: what it got, why it
   * was refused, or what it last changed in the tree; null: nothing of these.
   */
  | {
      readonly kind: 'whole call';
      readonly call: Call;
      readonly number: number;
      readonly outcome: StoryEffect | null;
    }
  /** A call begins. Steps that follow and are not worth a line of their own add to `later`. */
  | {
      readonly kind: 'call begun';
      readonly call: Call;
      readonly number: number;
      readonly effects: readonly StoryEffect[];
      readonly later: readonly StoryEffect[];
    }
  /** Steps of a context. `effects` are those of the last one; `later` as above. */
  | {
      readonly kind: 'steps';
      /** Empty: none of them is worth its name. */
      readonly steps: readonly StepGroup[];
      readonly effects: readonly StoryEffect[];
      readonly later: readonly StoryEffect[];
    }
  /** From here on requests of this kind for memory fail; `none`: they succeed again. */
  | { readonly kind: 'pressure turned'; readonly level: Pressure }
  /** So many jiffies pass; a jiffy is 1 ms. */
  | { readonly kind: 'time passed'; readonly jiffies: number };

/** One line of a timeline: actions in a row of one context, and what came of them. Plain data. */
export interface StoryLine {
  /** The actions it covers, from 1, inclusive. */
  readonly from: number;
  readonly to: number;
  /** The context, the timer being the worker's; null for what happens to all of them. */
  readonly lane: string | null;
  /** Which requests for memory fail in it; `once`: one request of it, and no pressure. */
  readonly memory: Pressure | 'once';
  readonly event: StoryEvent;
  /** The space after it: every page of it once, ascending. */
  readonly pages: readonly PageSpan[];
  /** What breaks in it. */
  readonly breaches: readonly Breach[];
  /** Contexts that are in the middle of a call after it. */
  readonly inCall: readonly string[];
}
