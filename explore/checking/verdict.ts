import type { Counterexample } from '../minimal/counterexample.ts';
import type { Property } from '../../model/property.ts';
import type { Coverage } from './coverage.ts';
import type { Callers, Scope } from '../run/scope.ts';
import type { StopReason } from '../state-space/watch.ts';

/**
 * What is known of one property. A search that was cut short, or that never met the situation the
 * property is about, is `inconclusive`, never `holds`. `witnesses` counts runs, or states, in
 * which that situation occurred.
 */
export type Verdict =
  | {
      readonly kind: 'holds';
      /** Every state of these was visited. */
      readonly exhausted: readonly Scope[];
      readonly witnesses: number;
    }
  | {
      readonly kind: 'violated';
      readonly classes: readonly Counterexample[];
      /** Why there may be more ways to break it: as of `inconclusive`; null: all was searched. */
      readonly bound: string | null;
      readonly witnesses: number;
    }
  | {
      readonly kind: 'inconclusive';
      /** Which bound ended the search, and how far it came. */
      readonly bound: string;
      readonly witnesses: number;
    }
  | { readonly kind: 'not-applicable' };

/** One cell of the verdict matrix. */
export interface JudgedProperty {
  readonly property: Property;
  readonly verdict: Verdict;
}

/** What a check of one design has cost. */
export interface CheckStats {
  readonly runs: number;
  readonly actions: number;
  readonly states: number;
  /** Pairs of states that only the exact comparison told apart; null: it was not asked for. */
  readonly collisions: number | null;
  readonly seconds: number;
}

/** The verdicts on one design under one kind of callers. */
export interface DesignResult {
  readonly design: string;
  /** The retry policy's name; null where no work retries. */
  readonly policy: string | null;
  readonly callers: Callers;
  /** The file that says what is called in searches; null: all that the scopes allow. */
  readonly script: string | null;
  /** Why the check ended before all was done; null: it did not. */
  readonly stopped: StopReason | null;
  /** Of all searches, whatever they judge. */
  readonly coverage: Coverage;
  /** In the order of the properties. */
  readonly verdicts: readonly JudgedProperty[];
  /** Why some run did not happen again alike; null: those that were tried did. */
  readonly unrepeated: string | null;
  readonly stats: CheckStats;
}
