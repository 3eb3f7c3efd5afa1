import type { Property } from '../../model/property.ts';
import type { Counterpart } from './counterpart.ts';
import type { Callers, Scope } from '../run/scope.ts';
import type { Verdict } from './verdict.ts';
import type { Counterexample } from '../minimal/counterexample.ts';

/** Which of two designs, in the order in which they were named. */
export type Side = 'A' | 'B';

export const SIDES: readonly Side[] = ['A', 'B'];

export function otherSide(side: Side): Side {
  return side === 'A' ? 'B' : 'A';
}

/** Something for each of two designs. */
export type Sides<T> = Readonly<Record<Side, T>>;

/**
 * A signature that one design was seen to show, and the other was not, or only with more calls: a
 * defect may hide behind the name of another one.
 */
export type OneSided = {
  readonly found: Counterexample;
  /** How many calls the other one takes to show the signature; null: it does not. */
  readonly otherCalls: number | null;
} & (
  | {
      /** What the other one does with that run. */
      readonly other: Counterpart;
      /**
       * Where every run of the other one was visited, and none shows it; null: nowhere, so that
       * chance may have hidden it.
       */
      readonly ruledOut: 'in the scope' | 'for its calls' | null;
    }
  | {
      /** Nothing is judged there: the property does not apply to the other one. */
      readonly other: null;
      readonly ruledOut: 'not about it';
    }
);

/** One property under one kind of callers. */
export interface ComparedProperty {
  readonly property: Property;
  readonly callers: Callers;
  readonly verdicts: Sides<Verdict['kind']>;
  /** Why its own check is inconclusive; null: it is not. */
  readonly bounds: Sides<string | null>;
  /** How many signatures each has. */
  readonly signatures: Sides<number>;
  readonly only: Sides<readonly OneSided[]>;
}

/** Why less is known than was asked for. */
export interface OpenQuestion {
  readonly callers: Callers;
  /** Null: it concerns every property under these callers. */
  readonly property: Property | null;
  /** One line. */
  readonly says: string;
}

/** Two designs, checked alike. */
export interface Comparison {
  /** Every property asked for, under each kind of callers. */
  readonly properties: readonly ComparedProperty[];
  /** The file that says what was called in searches; null: all that the scopes allow. */
  readonly script: string | null;
  /** Scopes of which every run of both was visited. */
  readonly exhausted: readonly Scope[];
  /**
   * Signatures that one check has found and the other has not, but that the same calls show on the
   * other design, too: no difference.
   */
  readonly shared: number;
  /** Empty: all that was asked for is known. */
  readonly open: readonly OpenQuestion[];
}

/** Whether the verdicts on a property, or the ways in which it is broken, are others. */
export function isDifferent({ verdicts, only }: ComparedProperty): boolean {
  return verdicts.A !== verdicts.B || only.A.length + only.B.length > 0;
}

/** Ways in which B is known to break the property, and A not to. */
export function newWays({ only }: ComparedProperty): readonly OneSided[] {
  return only.B.filter(({ ruledOut }) => ruledOut !== null);
}

/**
 * What was decided on neither for the same reason, where both exhausted a scope: no difference.
 * Where nothing was exhausted, chance may hide from both what one of them can show.
 */
export function undecidedAlike({
  properties,
  exhausted,
}: Pick<Comparison, 'properties' | 'exhausted'>): readonly ComparedProperty[] {
  if (exhausted.length === 0) return [];
  return properties.filter(({ bounds }) => bounds.B !== null && bounds.A === bounds.B);
}
