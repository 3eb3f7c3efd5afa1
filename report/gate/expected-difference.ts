import type { ExpectedCell } from '../verdicts/expected.ts';

/** How a cell differs from the expected one. */
export interface ExpectedDifference {
  /** One line. */
  readonly why: string;
  /** Signatures that were not there, or only with more calls. */
  readonly unexpected: readonly string[];
}

/** Null: it does not differ. `was` is undefined if the expected matrix has no such cell. */
export function differenceFromExpected(
  was: ExpectedCell | undefined,
  is: ExpectedCell,
): ExpectedDifference | null {
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
  if (sameKind && [news, gone, simpler, moved, unproved].every(({ length }) => length === 0)) {
    return null;
  }
  const changes = [
    `expected ${kindOf(was)}, found ${kindOf(is)}`,
    ...news.map((name) => `new: ${name}`),
    ...gone.map((name) => `gone: ${name}`),
    ...simpler.map(({ name, cost, old }) => `in fewer calls (${old} -> ${cost}): ${name}`),
    ...moved.map(({ name, cost, old }) => `another shortest run (${old} -> ${cost}): ${name}`),
    ...unproved.map(({ name }) => `no longer proved shortest: ${name}`),
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
  if (typeof cell === 'string') return cell;
  const count = Object.keys(cell).length;
  return `violated in ${count} ${count === 1 ? 'way' : 'ways'}`;
}
