import type { Fact, FactKind } from './fact.ts';
import type { GapContract } from './gap-contract.ts';
import type { Ledger } from './ledger.ts';

/** What a design says of itself; decides which properties are about it. */
export interface Traits {
  /** A freed range may stay in the tree for a while. */
  readonly defers: boolean;
  /** Deferred ranges are erased by a work that retries. */
  readonly retriesByWork: boolean;
  /** Deferred ranges are kept on a lock-free list. */
  readonly lists: boolean;
  /** Deferred ranges are looked for within a window. */
  readonly window: boolean;
  readonly gap: GapContract;
  /**
   * Jiffies, inclusive, within which a deferred range must be erased once memory is back and every
   * call of that time has responded. A design that names none is held to the second that the
   * review proposes as the longest delay.
   */
  readonly recoveryJiffies: number;
  /**
   * The least jiffies from the end of the n-th failed run of the work in a row, n from 1, to the
   * next run; the last one holds for all that follow. Empty where no work retries.
   */
  readonly retryDelaysJiffies: readonly number[];
}

/** What a property says of the fact it is shown. */
export interface Ruling {
  /** The situation the property is about has occurred. */
  witness(): void;
  /** The present step, as signatures name it. */
  here(): string;
  /** The property does not hold: why, in one sentence; where it was decided, if not here. */
  broken(why: string, where?: string): void;
}

/** A small state machine over facts. `S` is immutable plain data. */
export interface Property<S = unknown> {
  /** Stable: code, test names, reports and docs use it. */
  readonly id: string;
  /** What must be true, in one sentence. */
  readonly sentence: string;
  /** What is counted as a witness: a verdict `holds` without one is worth nothing. */
  readonly witness: string;
  /** Where the demand comes from. */
  readonly source: string;
  /** Facts that it depends on, itself or by way of the ledger: their order matters to it. */
  readonly reads: readonly FactKind[];
  /** Those of them that `next` is shown; without, all. */
  readonly hears?: readonly FactKind[];
  /**
   * It judges each fact by itself, or with others of the same context: the order of facts of
   * different contexts makes no difference to it.
   */
  readonly alone?: true;
  /** It needs the virtual clock: it says nothing where a timer may fire at any moment. */
  readonly timed: boolean;
  appliesTo(traits: Traits): boolean;
  readonly initial: S;
  /** `ledger` has entered `fact` already. */
  next(state: S, fact: Fact, ledger: Ledger, ruling: Ruling, traits: Traits): S;
}
