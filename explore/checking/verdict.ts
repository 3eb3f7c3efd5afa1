import type { Fault } from '../loading/faulty-design.ts';
import type { Entries } from '../loading/count-entries.ts';
import type { Counterexample } from '../minimal/counterexample.ts';
import type { Property, Traits } from '../../model/property.ts';
import type { Coverage } from './coverage.ts';
import type { Callers } from '../../port/caller-kinds.ts';
import type { Scope } from '../run/scope.ts';
import type { StopReason } from '../state-space/watch.ts';

/**
 * What is known of one property. A search that was cut short, or that never met the situation that
 * the property is about, makes it `inconclusive`, never `holds`. `witnesses` counts the random
 * runs, and the times in searches, in which that situation occurred.
 */
export type Verdict =
  | {
      readonly kind: 'holds';
      /** Scopes that were exhausted. */
      readonly exhausted: readonly Scope[];
      readonly witnesses: number;
    }
  | {
      readonly kind: 'violated';
      readonly counterexamples: readonly Counterexample[];
      /**
       * Why there may be more ways to break it, worded as for `inconclusive`; null: all was
       * searched.
       */
      readonly bound: string | null;
      readonly witnesses: number;
    }
  | {
      readonly kind: 'inconclusive';
      /** Which bound ended the search, and how far the search came. */
      readonly bound: string;
      readonly witnesses: number;
    }
  | { readonly kind: 'not-applicable' };

/** One cell of the verdict matrix. */
export interface JudgedProperty {
  readonly property: Property;
  readonly verdict: Verdict;
}

/** What a check of one design cost. */
export interface CheckStats {
  readonly runs: number;
  readonly actions: number;
  readonly states: number;
  /**
   * Pairs of different states with the same fingerprint; null: states were not compared exactly.
   */
  readonly collisions: number | null;
  readonly seconds: number;
  /** Pieces of work: searches, groups of random runs, and signatures whose run is made simple. */
  readonly searches: number;
  /** How many of these were done in an earlier check, and were not done again. */
  readonly fromCache: number;
}

/** The signatures of a scope of which every state was visited: all that its runs can show. */
export interface FoundInScope {
  readonly scope: Scope;
  readonly signatures: readonly string[];
}

/** The verdicts on one design under one kind of callers. */
export interface DesignResult {
  readonly design: string;
  /** The name of the retry policy; null: no work retries. */
  readonly policy: string | null;
  readonly callers: Callers;
  /** The name of the script's file; null: searches make all calls that the scopes allow. */
  readonly script: string | null;
  /** Why the check ended early; null: it did not. */
  readonly stopped: StopReason | null;
  /** The coverage of all searches, whichever properties they judge. */
  readonly coverage: Coverage;
  /** How often each function that the design replaces was entered; {}: it replaces none. */
  readonly entries: Entries;
  /** What each search for shortest runs found in a scope that it exhausted. */
  readonly inScopes: readonly FoundInScope[];
  /** One for each property, in the order of the properties. */
  readonly verdicts: readonly JudgedProperty[];
  /** The traits of a user's design, whose bounds the verdicts rest on; null: one of the suite's. */
  readonly stated: Traits | null;
  /** What was wrong with the design, so that something was not done to its end. */
  readonly faults: readonly Fault[];
  /**
   * How the replay of a random run went wrong; null: each of those that were tried happened again
   * in the same way.
   */
  readonly unrepeated: string | null;
  readonly stats: CheckStats;
}
