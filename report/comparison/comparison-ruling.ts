import {
  type ComparedProperty,
  type Comparison,
  isDifferent,
  newWays,
  SIDES,
  type Sides,
} from '../../explore/checking/comparison.ts';
import { ruleOnCompared } from '../gate/compared-ruling.ts';
import { ruleOnLockstep } from '../gate/lockstep-ruling.ts';
import { neverEntered } from '../verdicts/defect-list.ts';
import { propertyIds } from './property-ids.ts';
import { scopeTexts } from '../verdicts/scope-texts.ts';

/** Whether B, the second of two designs, keeps what A, the first one, keeps. */
export interface ComparisonRuling {
  readonly kind: 'worse' | 'no worse' | 'inconclusive';
  /** The whole ruling in one sentence. */
  readonly says: string;
  /** What B mends, and what both break: a line each. */
  readonly besides: readonly string[];
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
  const besides = besidesOf(comparison, lockstep.better);
  if (kinds.includes('failed') || newClauses.length > 0 || lockstep.kind === 'failed') {
    const worse = [...worseBy(comparison, newClauses), ...lockstep.worse];
    return { kind: 'worse', says: `B ${worse.join('; it ')}`, besides };
  }
  if (kinds.includes('inconclusive') || lockstep.kind === 'inconclusive') {
    const says = 'inconclusive: B was not seen to break more than A, but not all is known (below)';
    return { kind: 'inconclusive', says, besides };
  }
  const { properties } = comparison;
  if (!properties.some(isDifferent) && lockstep.better.length === 0) {
    const verdicts = properties.length === 1 ? '1 verdict' : `${properties.length} verdicts`;
    return { kind: 'no worse', says: `no difference in ${verdicts}${within(comparison)}`, besides };
  }
  const says = ['B keeps every property that A keeps', ...notAbout(properties)].join(', ');
  return { kind: 'no worse', says: `${says}${within(comparison)}`, besides };
}

/** What B mends, and what stays broken on both. */
function besidesOf(
  { properties, entries }: Comparison,
  better: readonly string[],
): readonly string[] {
  const broken = properties.filter(({ verdicts }) => verdicts.A === 'violated');
  const mended = broken.filter(({ verdicts }) => verdicts.B === 'holds');
  const fewer = broken.filter(
    ({ verdicts: { B }, only }) => B === 'violated' && only.A.some(({ other }) => other !== null),
  );
  const stays = broken.filter(
    (one) => one.verdicts.B === 'violated' && !fewer.includes(one) && newWays(one).length === 0,
  );
  return [
    ...SIDES.flatMap((side) => neverEntered(entries[side]).map((text) => `${side}: ${text}`)),
    ...(mended.length > 0 ? [`mended, B holds: ${propertyIds(mended)}`] : []),
    ...(fewer.length > 0 ? [`mended in part, in fewer ways broken: ${propertyIds(fewer)}`] : []),
    ...better.map((text) => `mended: B ${text}`),
    ...(stays.length > 0 ? [`stays broken, by the same causes: ${propertyIds(stays)}`] : []),
  ];
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
