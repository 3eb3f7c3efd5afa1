import {
  type ComparedProperty,
  type Comparison,
  isDifferent,
  newWays,
  type Sides,
} from '../../explore/checking/comparison.ts';
import { ruleOnCompared } from '../gate/compared-ruling.ts';
import { ruleOnLockstep } from '../gate/lockstep-ruling.ts';
import { propertyIds } from './property-ids.ts';
import { scopeTexts } from '../verdicts/scope-texts.ts';

/** Whether B, the second of two designs, keeps what A, the first one, keeps. */
export interface ComparisonRuling {
  readonly kind: 'worse' | 'no worse' | 'inconclusive';
  /** The whole ruling in one sentence. */
  readonly says: string;
}

/**
 * Sums up the rulings on the cells of B and on its policy.
 * @param clauses of its policy's contract that each side breaks
 */
export function ruleOnComparison(
  comparison: Comparison,
  clauses: Sides<readonly string[]>,
): ComparisonRuling {
  const kinds = comparison.properties.map((one) => ruleOnCompared(one, comparison).kind);
  const newClauses = clauses.B.filter((clause) => !clauses.A.includes(clause));
  const lockstep = ruleOnLockstep(comparison.lockstep);
  if (kinds.includes('failed') || newClauses.length > 0 || lockstep.kind === 'failed') {
    return { kind: 'worse', says: `B ${[...worseBy(comparison, newClauses), ...lockstep.worse].join('; it ')}` };
  }
  if (kinds.includes('inconclusive') || lockstep.kind === 'inconclusive') {
    const says = 'inconclusive: B was not seen to break more than A, but not all is known (below)';
    return { kind: 'inconclusive', says };
  }
  const count = comparison.properties.length;
  if (!comparison.properties.some(isDifferent) && lockstep.better.length === 0) {
    const verdicts = count === 1 ? '1 verdict' : `${count} verdicts`;
    return { kind: 'no worse', says: `no difference in ${verdicts}${within(comparison)}` };
  }
  const { properties } = comparison;
  const mended = properties.filter(({ verdicts: { A, B } }) => A === 'violated' && B === 'holds');
  const fewer = properties.filter(({ only }) => only.A.some(({ other }) => other !== null));
  const besides = [
    ...(mended.length > 0 ? [`and ${propertyIds(mended)}, which A breaks`] : []),
    ...(mended.length === 0 && fewer.length > 0
      ? [`and breaks in fewer ways: ${propertyIds(fewer)}`]
      : []),
    ...notAbout(properties),
    ...lockstep.better,
  ];
  const says = ['B keeps every property that A keeps', ...besides].join(', ');
  return { kind: 'no worse', says: `${says}${within(comparison)}` };
}

/** What B does that A does not. */
function worseBy({ properties }: Comparison, newClauses: readonly string[]): readonly string[] {
  const news = properties.filter((property) => newWays(property).length > 0);
  const broken = news.filter(({ verdicts }) => verdicts.A === 'holds');
  const alien = news.filter(({ verdicts }) => verdicts.A === 'not-applicable');
  const named = new Set([...broken, ...alien].map(({ property }) => property.id));
  const others = news.filter(({ property }) => !named.has(property.id));
  return [
    ...(broken.length > 0
      ? [`breaks ${numberOf(broken)} that A keeps: ${propertyIds(broken)}`]
      : []),
    ...(others.length > 0
      ? [`breaks ${numberOf(others)} in a way that A does not: ${propertyIds(others)}`]
      : []),
    ...(alien.length > 0 ? [`breaks ${numberOf(alien)} not about A: ${propertyIds(alien)}`] : []),
    ...(newClauses.length > 0
      ? [`has a policy that breaks its contract: ${newClauses.join(', ')}`]
      : []),
  ];
}

function notAbout(properties: readonly ComparedProperty[]): readonly string[] {
  const lost = properties.filter(
    ({ verdicts: { A, B } }) => A === 'holds' && B === 'not-applicable',
  );
  return lost.length === 0 ? [] : [`but for those that are not about B: ${propertyIds(lost)}`];
}

function numberOf(properties: readonly ComparedProperty[]): string {
  const { size } = new Set(properties.map(({ property }) => property.id));
  return size === 1 ? '1 property' : `${size} properties`;
}

function within({ exhausted }: Comparison): string {
  const scopes = scopeTexts(exhausted).length;
  return ` (exhausted: ${scopes === 1 ? 'a scope' : `${scopes} scopes`}, below)`;
}
