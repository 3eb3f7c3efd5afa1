import type { Property } from '../model/property.ts';
import type { Execution } from './execution.ts';
import type { Callers } from './scope.ts';

/** One way in which a property is broken, with the simplest run found that breaks it so. */
export interface ViolationClass {
  readonly signature: string;
  readonly execution: Execution;
  /** No simpler run shows it within the scope: found by a search that leaves nothing out. */
  readonly shortest: boolean;
}

/**
 * What is known of one property. A search that was cut short, or that never met the situation the
 * property is about, is `inconclusive`, never `holds`. `witnesses` counts runs, or states, in
 * which that situation occurred.
 */
export type Verdict =
  | {
      readonly kind: 'holds';
      /** Why that is known: "every state of ..." */
      readonly by: string;
      readonly witnesses: number;
    }
  | {
      readonly kind: 'violated';
      readonly classes: readonly ViolationClass[];
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
  readonly seconds: number;
}

/** The verdicts on one design under one kind of callers. */
export interface DesignResult {
  readonly design: string;
  /** The retry policy's name; null where no work retries. */
  readonly policy: string | null;
  readonly callers: Callers;
  /** In the order of the properties. */
  readonly verdicts: readonly JudgedProperty[];
  /** Why some run did not happen again alike; null: those that were tried did. */
  readonly unrepeated: string | null;
  readonly stats: CheckStats;
}
