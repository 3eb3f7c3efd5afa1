import type { Entries } from '../loading/count-entries.ts';
import type { Property } from '../../model/property.ts';
import type { Lockstep } from '../engines/lockstep/lockstep.ts';
import type { Counterpart } from './counterpart.ts';
import type { Callers } from '../../port/caller-kinds.ts';
import type { Scope } from '../run/scope.ts';
import type { Verdict } from './verdict.ts';
import type { Counterexample } from '../minimal/counterexample.ts';

/**
 * The first or the second of the two designs that are compared, in the order in which they were
 * named.
 */
export type Side = 'A' | 'B';

export const SIDES: readonly Side[] = ['A', 'B'];

export function otherSide(side: Side): Side {
  return side === 'A' ? 'B' : 'A';
}

/** A value for each of the two designs. */
export type Sides<T> = Readonly<Record<Side, T>>;

/**
 * A signature that was seen on one design, and on the other not at all, or not in some scope that
 * both exhausted. The second case counts because a new defect may hide behind the name of an old
 * one, and because a random run elsewhere does not outweigh what a whole scope shows.
 */
export type OneSided = {
  readonly found: Counterexample;
  /** Where the other design shows the signature, too; null: nowhere. */
  readonly elsewhere: {
    /** The scope, exhausted on both, in which it does not. */
    readonly notIn: Scope;
    /** The number of calls that it takes, in some other scope or in a random run. */
    readonly calls: number;
  } | null;
} & (
  | {
      /** What the other design does with the run. */
      readonly other: Counterpart;
      /**
       * Within which bounds every run of the other design was visited without showing the
       * signature; null: within none, so that chance may have hidden it.
       */
      readonly ruledOut: 'in the scope' | 'for its calls' | null;
    }
  | {
      /** The property does not apply to the other design, so nothing is judged there. */
      readonly other: null;
      readonly ruledOut: 'not about it';
    }
);

/** One property under one kind of callers. */
export interface ComparedProperty {
  readonly property: Property;
  readonly callers: Callers;
  readonly verdicts: Sides<Verdict['kind']>;
  /** Why the check of each side is inconclusive; null: it is not. */
  readonly bounds: Sides<string | null>;
  /** The number of signatures of each side. */
  readonly signatures: Sides<number>;
  readonly only: Sides<readonly OneSided[]>;
}

/** A reason why less is known than was asked for. */
export interface OpenQuestion {
  readonly callers: Callers;
  /** The property that is concerned; null: every property under these callers. */
  readonly property: Property | null;
  /** The reason, in one line. */
  readonly says: string;
}

/** Two designs that were checked in the same way, and where they differ. */
export interface Comparison {
  /** Each property that was asked for, under each kind of callers. */
  readonly properties: readonly ComparedProperty[];
  /** The name of the script's file; null: searches made all calls that the scopes allow. */
  readonly script: string | null;
  /** Scopes that were exhausted for both designs. */
  readonly exhausted: readonly Scope[];
  /**
   * The number of signatures that only one of the two checks found, but that the same calls show on
   * the other design, too. They are no difference.
   */
  readonly shared: number;
  /**
   * What the same calls on both designs have shown; null: they were not made, as with a script, or
   * if only careless callers are asked for.
   */
  readonly lockstep: Lockstep | null;
  /** Of each side: how often each function that the design replaces was entered. */
  readonly entries: Sides<Entries>;
  /** What is still open. Empty: all that was asked for is known. */
  readonly open: readonly OpenQuestion[];
}

/**
 * Whether the two sides differ in their verdict on the property, or in the ways in which they break
 * it.
 */
export function isDifferent({ verdicts, only }: ComparedProperty): boolean {
  return verdicts.A !== verdicts.B || only.A.length + only.B.length > 0;
}

/** The ways in which B is known to break the property and A is known not to. */
export function newWays({ only }: ComparedProperty): readonly OneSided[] {
  return only.B.filter(({ ruledOut }) => ruledOut !== null);
}

/**
 * Properties that are undecided on both sides for the same reason, if both exhausted a scope: they
 * are no difference. If no scope was exhausted, chance may hide from both checks what only one
 * design can show.
 */
export function undecidedAlike({
  properties,
  exhausted,
}: Pick<Comparison, 'properties' | 'exhausted'>): readonly ComparedProperty[] {
  if (exhausted.length === 0) return [];
  return properties.filter(({ bounds }) => bounds.B !== null && bounds.A === bounds.B);
}
