import type { TakingRequest } from './call.ts';
import type { Fact, FactKind } from './fact.ts';
import type { GapContract } from './gap-contract.ts';
import type { Ledger } from './ledger.ts';
import type { TreeVersion } from './tree-version.ts';

/** Traits that facts show: whoever sees the design run need not be told. */
export const SEEN_TRAITS = ['defers', 'retriesByWork', 'lists', 'window'] as const;

export type SeenTrait = (typeof SEEN_TRAITS)[number];

/**
 * What a design declares about itself. It decides which properties apply to it; `TRT-1` judges
 * whether the facts contradict it.
 */
export interface Traits {
  /** A freed range may stay in the tree for a while. */
  readonly defers: boolean;
  /** Deferred ranges are erased by a work that retries. */
  readonly retriesByWork: boolean;
  /** Deferred ranges are kept on a lock-free list. */
  readonly lists: boolean;
  /** The allocator looks for deferred ranges within a window. */
  readonly window: boolean;
  readonly gap: GapContract;
  /**
   * Jiffies, inclusive, within which a deferred range must be erased once memory is back and every
   * call in progress at that time has responded. A design that names no bound is held to one
   * second, which the review proposes as the longest delay. Null: nobody says, as of a kernel's C,
   * and what needs the bound does not apply.
   */
  readonly recoveryJiffies: number | null;
  /**
   * Element n - 1: the least number of jiffies from the end of the n-th failed run of the work in a
   * row (n from 1) to the next run. The last element also holds for all later runs. Empty if no
   * work retries, or nobody says when.
   */
  readonly retryDelaysJiffies: readonly number[];
  /**
   * Element n: the greatest number of jiffies that something deferred waits for the next run of the
   * work after n failed runs in a row. Element 0 is about the first run, too, and a run after one
   * that erased something. The last element also holds for all longer rows. Empty if no work
   * retries, or nobody says when.
   */
  readonly longestDelaysJiffies: readonly number[];
  /**
   * After how many failed retries the retry policy asks for a line in the log: failed runs of the
   * work in a row, or tries of one range. Null: it never does, or no work retries.
   */
  readonly warns: { readonly after: number; readonly per: 'domain' | 'range' } | null;
  /**
   * Of a user's design, which need not state the seen traits: those that it says are false, and
   * those that nobody has seen yet. Absent, for a design of the suite: those that are false here.
   */
  readonly denies?: readonly SeenTrait[];
  /**
   * Of a kernel's C, which states nothing: the configuration that it is compiled under. What facts
   * do not show is then assumed. Absent: the design states it.
   */
  readonly assumed?: string;
  /** Of a kernel's C on a maple tree: the version whose rules that tree has. Absent: any. */
  readonly ownTree?: TreeVersion;
}

/** How a property reports what it finds in the fact that it is shown. */
export interface Ruling {
  /** The situation that the property is about has occurred. */
  witness(): void;
  /** Returns who acts: "free_iova()", "the work", "time". */
  actor(): string;
  /** The property is broken. `why`: one sentence; `cause`: who did what, as signatures name it. */
  broken(why: string, cause: string): void;
  /** The property is broken by a refusal. What caused it is found out once the step is over. */
  refused(why: string, refusal: Refusal): void;
}

/** An allocation that should not have been refused. */
export interface Refusal {
  readonly call: number;
  readonly request: TakingRequest;
  /** At some moment of the call there was no room, deferred pages counted as busy. */
  readonly crowded: boolean;
  /** It was refused the erase of a range itself. */
  readonly eraseRefused: boolean;
  /** The work ran at some moment of the call. */
  readonly workRan: boolean;
  /** The step that decided, and what it read; null: it is not known. */
  readonly because: string | null;
}

/** A small state machine over facts. `S` is immutable plain data. */
export interface Property<S = unknown> {
  /** Stable, since code, test names, reports and docs use it. */
  readonly id: string;
  /** What must be true, in one sentence. */
  readonly sentence: string;
  /** What is counted as a witness: a verdict `holds` without one is worth nothing. */
  readonly witness: string;
  /** Where the demand comes from. */
  readonly source: string;
  /** The facts on which it depends, directly or through the ledger. Their order matters to it. */
  readonly reads: readonly FactKind[];
  /** Those of `reads` that `next` is shown; absent: all of them. */
  readonly hears?: readonly FactKind[];
  /**
   * It judges each fact by itself, or together with others of the same context. So the order of
   * facts of different contexts makes no difference to it.
   */
  readonly alone?: true;
  /** It needs the virtual clock, so it does not judge scopes in which timers fire at any moment. */
  readonly timed: boolean;
  /** It is about caches, so it does not judge scopes without. */
  readonly cached?: true;
  /** It is broken by refusals: see `Ruling.refused()`. */
  readonly refusals?: true;
  appliesTo(traits: Traits): boolean;
  /** Null: it keeps no state, and never has another one. */
  readonly initial: S;
  /** The state after `fact`, which `ledger` has entered already. */
  next(state: S, fact: Fact, ledger: Ledger, ruling: Ruling, traits: Traits): S;
}
