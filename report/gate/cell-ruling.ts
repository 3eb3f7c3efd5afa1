import type { DesignResult, JudgedProperty } from '../../explore/checking/verdict.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';

/** Whether a cell of the matrix stops whoever relies on it. */
export type CellRuling =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failed';
      /** One line: what was accepted and what was found. */
      readonly why: string;
      /**
       * Their runs are reported: ways to break the property that are not accepted, or not with so
       * simple a run.
       */
      readonly unexpected: readonly Counterexample[];
    }
  | {
      readonly kind: 'inconclusive';
      /** One line: which bound. */
      readonly why: string;
    }
  | { readonly kind: 'not-applicable' };

/** A cell, and the ruling on it. */
export interface RuledCell {
  readonly result: DesignResult;
  readonly judged: JudgedProperty;
  readonly ruling: CellRuling;
}
