import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import type { ReplayedColumn } from '../../explore/checking/replay-reported.ts';
import type { Results } from '../../explore/checking/results.ts';
import { breachesOf } from '../policies/policy-contract.ts';
import type { RuledCell } from './cell-ruling.ts';
import { ruleOnLockstep } from './lockstep-ruling.ts';
import { type Accepted, ruleOnCells } from './rule-on-cells.ts';
import { acceptedBy, isPartial, type Standard } from './standard.ts';

/** A retry policy, and whether its contract is kept as far as the standard asks for. */
export interface RuledPolicy extends JudgedPolicy {
  readonly isAccepted: boolean;
}

/** What the results of a plan amount to: all that the exit code depends on. */
export interface GateRuling {
  readonly standard: Standard;
  readonly accepted: Accepted;
  /** Every cell; of a comparison, those of side B. */
  readonly cells: readonly RuledCell[];
  /** What the same calls on both sides amount to; `passed` if nothing is compared. */
  readonly lockstep: 'passed' | 'failed' | 'inconclusive';
  /** Whether the cells decide; not if the expected matrix is rewritten with them. */
  readonly isGate: boolean;
  /** Whether an interruption left cells of the expected matrix unchecked. */
  readonly isPartial: boolean;
  readonly policies: readonly RuledPolicy[];
  /** What did not happen again, column by column. */
  readonly replays: readonly Pick<ReplayedColumn, 'column' | 'result' | 'faults'>[];
}

/** Rules on the results, on the replays of the reported runs and on the retry policies. */
export function ruleOn(
  results: Results,
  replays: readonly ReplayedColumn[],
  policies: readonly JudgedPolicy[],
  standard: Standard,
): GateRuling {
  const accepted = acceptedBy(standard, results);
  const ofSideB = results.checked.filter(({ column: { side } }) => side !== 'A');
  const isMatrix = standard.kind === 'expected matrix';
  return {
    standard,
    accepted,
    cells: ruleOnCells(
      ofSideB.map(({ result }) => result),
      accepted,
    ),
    lockstep: ruleOnLockstep(results.comparison?.lockstep ?? null).kind,
    isGate: !(isMatrix && standard.isWritten),
    isPartial: isMatrix && isPartial(results),
    policies: policies.map((policy) => ({ ...policy, isAccepted: isAccepted(policy, policies) })),
    replays,
  };
}

/** Side A of a comparison may break any clause, and side B those that side A breaks. */
function isAccepted(policy: JudgedPolicy, policies: readonly JudgedPolicy[]): boolean {
  const ofA = policies.filter(({ side }) => side === 'A');
  const accepted = ofA.flatMap(({ contract }) => breachesOf(contract).map(({ id }) => id));
  return breachesOf(policy.contract).every(({ id }) => accepted.includes(id));
}
