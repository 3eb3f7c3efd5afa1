import { sumOfEntries } from '../loading/count-entries.ts';
import { type Findings, NO_FINDINGS } from '../checking/findings.ts';
import { compareRuns, type Execution, type RunsBySignature } from '../world/execution.ts';
import type { Shard } from './shards.ts';
import type { ShardResult } from './shard-result.ts';

/** A shard, and what became of it; null: nothing is known of it. */
export interface ShardOutcome {
  readonly shard: Shard;
  readonly result: ShardResult | null;
}

/**
 * What the shards of one task found together. Without all of them the task was cut short. States
 * that several shards visited count in each of them.
 */
export function combine(outcomes: readonly ShardOutcome[]): Findings {
  const found = outcomes.flatMap(({ result }) => (result?.kind === 'found' ? result.findings : []));
  const [first] = found;
  const open = openOf(outcomes);
  if (found.length === 1 && first !== undefined && open === null) return first;
  const sum = (of: (some: Findings) => number): number =>
    found.reduce((total, some) => total + of(some), 0);
  const cheapest = simplest(found.flatMap((some) => some.cheapest));
  const known = new Set(cheapest.map(([signature]) => signature));
  return {
    ...NO_FINDINGS,
    cheapest,
    rough: simplest(
      found.flatMap((some) => some.rough).filter(([signature]) => !known.has(signature)),
    ),
    witnesses: sumOfEntries([neverMet(outcomes), ...found.map(({ witnesses }) => witnesses)]),
    runs: sum(({ runs }) => runs),
    actions: sum(({ actions }) => actions),
    states: sum(({ states }) => states),
    collisions: sum(({ collisions }) => collisions),
    unending: sum(({ unending }) => unending),
    entries: sumOfEntries(found.map(({ entries }) => entries)),
    bound: open ?? found.find(({ bound }) => bound !== null)?.bound ?? null,
  };
}

/**
 * No witness of any property, where nothing was found: a property that is missing among witnesses
 * could not be judged at all.
 */
function neverMet(outcomes: readonly ShardOutcome[]): Findings['witnesses'] {
  const isKnown = outcomes.some(({ result }) => result?.kind === 'found');
  const properties = isKnown ? [] : (outcomes[0]?.shard.properties ?? []);
  return Object.fromEntries(properties.map(({ id }) => [id, 0]));
}

/** The shards that are named in a verdict; all are in the document. */
const NAMED = 3;

/** Why not all of it was done; null: all was. */
function openOf(outcomes: readonly ShardOutcome[]): string | null {
  const open = outcomes.filter(({ result }) => result?.kind !== 'found');
  if (open.length === 0) return null;
  const names = open.slice(0, NAMED).map(({ shard: { key }, result }) => {
    const why = result?.kind === 'failed' ? `failed: ${result.why}` : 'missing';
    return `${shortName(key)} ${why}`;
  });
  const more = open.length > NAMED ? [`and ${open.length - NAMED} more`] : [];
  const what = `${open.length} of ${outcomes.length} shards not done`;
  return `${what} (${[...names, ...more].join(', ')})`;
}

/** As many digits of a key as people need. */
export function shortName(key: string): string {
  return key.slice(0, 12);
}

/**
 * The simplest run of each signature, in the order of signatures. Of runs that are equally simple,
 * the one whose text comes first: which shard found it makes no difference.
 */
function simplest(runs: RunsBySignature): RunsBySignature {
  const best = new Map<string, Execution>();
  for (const [signature, run] of runs) {
    const before = best.get(signature);
    if (before === undefined || isSimpler(run, before)) best.set(signature, run);
  }
  return [...best].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function isSimpler(a: Execution, b: Execution): boolean {
  const order = compareRuns(a, b);
  return order < 0 || (order === 0 && JSON.stringify(a.actions) < JSON.stringify(b.actions));
}
