import type { DesignResult, JudgedProperty } from '../../explore/checking/verdict.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import type { AllowList } from './allow-list.ts';
import { expectedCell } from '../verdicts/expected-cell.ts';
import { columnOf, type ExpectedCell, type ExpectedMatrix } from '../verdicts/expected.ts';
import { ScopeLetters } from '../verdicts/scope-letters.ts';

/** Whether a cell of the matrix is to stop whoever relies on it. */
export type Gate =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failed';
      /** One line: what was expected and what was found. */
      readonly why: string;
      /** To be told: ways to break it that are not accepted, or not with so simple a run. */
      readonly unexpected: readonly Counterexample[];
    }
  | {
      readonly kind: 'inconclusive';
      /** One line: which bound. */
      readonly why: string;
    }
  | { readonly kind: 'not-applicable' };

/** What a gate lets pass: the cells of a matrix as they are there, or the signatures of a list. */
export type Accepted =
  | { readonly kind: 'as expected'; readonly matrix: ExpectedMatrix }
  | { readonly kind: 'allowed'; readonly list: AllowList };

/** A cell, and whether it passes. */
export interface GatedCell {
  readonly result: DesignResult;
  readonly judged: JudgedProperty;
  readonly gate: Gate;
}

/** Every cell of the results, in their order. */
export function gateAll(
  results: readonly DesignResult[],
  accepted: Accepted,
): readonly GatedCell[] {
  return results.flatMap((result) =>
    result.verdicts.map((judged) => ({ result, judged, gate: gateOf(result, judged, accepted) })),
  );
}

/** Whether the gate lets the verdict pass, and if not, why. */
function gateOf(result: DesignResult, judged: JudgedProperty, accepted: Accepted): Gate {
  return accepted.kind === 'as expected'
    ? gateByMatrix(result, judged, accepted.matrix)
    : gateByList(result, judged, accepted.list);
}

/**
 * What a cell has anew, or has not any more, fails. So does a known signature that takes fewer
 * calls than before: a new defect may hide behind an old name. And one whose shortest run is
 * another, or is not proved to be the shortest any more; a run that never was may change its
 * length. After an interruption what was not found is neither gone nor new.
 */
function gateByMatrix(
  result: DesignResult,
  { property, verdict }: JudgedProperty,
  matrix: ExpectedMatrix,
): Gate {
  const was = columnOf(matrix, result)?.properties[property.id];
  const is = expectedCell(verdict, new ScopeLetters([result], matrix.scopes));
  const difference = differenceOf(was, is);
  if (difference === null) {
    if (verdict.kind === 'not-applicable') return verdict;
    const { cut } = result.coverage;
    const bound = verdict.kind === 'violated' && cut !== null ? verdict.bound : null;
    return bound === null ? { kind: 'passed' } : { kind: 'inconclusive', why: bound };
  }
  const { why } = difference;
  const classes = verdict.kind === 'violated' ? verdict.classes : [];
  const unexpected = classes.filter(({ signature }) => difference.unexpected.includes(signature));
  if (result.stopped !== null && unexpected.length === 0) {
    return { kind: 'inconclusive', why: `${result.stopped}: ${why}` };
  }
  return { kind: 'failed', why, unexpected };
}

/** What is violated in other ways than those of the list fails. */
function gateByList({ callers }: DesignResult, { verdict }: JudgedProperty, list: AllowList): Gate {
  switch (verdict.kind) {
    case 'holds':
      return { kind: 'passed' };
    case 'not-applicable':
      return verdict;
    case 'inconclusive':
      return { kind: 'inconclusive', why: verdict.bound };
    case 'violated': {
      const unexpected = verdict.classes.filter(({ signature }) => !list[callers].has(signature));
      if (unexpected.length > 0) {
        const why = `violated: ${unexpected.map(({ signature }) => signature).join('; ')}`;
        return { kind: 'failed', why, unexpected };
      }
      // All that was found is allowed: was all found?
      return verdict.bound === null
        ? { kind: 'passed' }
        : { kind: 'inconclusive', why: verdict.bound };
    }
  }
}

function differenceOf(
  was: ExpectedCell | undefined,
  is: ExpectedCell,
): { readonly why: string; readonly unexpected: readonly string[] } | null {
  const before = typeof was === 'object' ? was : {};
  const now = typeof is === 'object' ? is : {};
  const costs = Object.entries(now).map(([name, { cost }]) => ({
    name,
    cost,
    old: before[name]?.cost,
  }));
  const news = costs.flatMap(({ name, old }) => (old === undefined ? [name] : []));
  const gone = Object.keys(before).filter((name) => now[name] === undefined);
  const simpler = costs.filter(
    ({ cost, old }) => old !== undefined && callsOf(cost) < callsOf(old),
  );
  const moved = costs.filter(
    ({ cost, old }) => isProved(cost) && isProved(old ?? '') && cost !== old,
  );
  const unproved = costs.filter(({ cost, old }) => isProved(old ?? '') && !isProved(cost));
  const sameKind = typeof was === 'object' ? typeof is === 'object' : was === is;
  if (sameKind && [news, gone, simpler, moved, unproved].every(({ length }) => length === 0))
    return null;
  const changes = [
    `expected ${kindOf(was)}, found ${kindOf(is)}`,
    ...news.map((name) => `new: ${name}`),
    ...gone.map((name) => `gone: ${name}`),
    ...simpler.map(({ name, cost, old }) => `in fewer calls (${old} -> ${cost}): ${name}`),
    ...moved.map(({ name, cost, old }) => `another shortest run (${old} -> ${cost}): ${name}`),
    ...unproved.map(({ name }) => `not proved shortest any more: ${name}`),
  ];
  return { why: changes.join('; '), unexpected: [...news, ...simpler.map(({ name }) => name)] };
}

function isProved(cost: string): boolean {
  return cost.includes('shortest');
}

function callsOf(cost: string): number {
  return Number.parseInt(cost, 10);
}

function kindOf(cell: ExpectedCell | undefined): string {
  if (cell === undefined) return 'nothing';
  return typeof cell === 'string' ? cell : `violated in ${Object.keys(cell).length} way(s)`;
}
