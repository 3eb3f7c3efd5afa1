import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { type Callers, callerKinds } from '../../port/caller-kinds.ts';
import { compareCost } from '../../explore/state-space/cost.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import type { ExpectedMatrix } from './expected.ts';
import { knownOf } from './known-signature.ts';
import { formatKnownInShort } from './known-text.ts';

/** What one cause does: all signatures of a design that have it. */
export interface Defect {
  /** What goes wrong: one sentence if it is known, else the cause of the simplest run. */
  readonly what: string;
  /** What is known of it: "F10, new"; null: nothing is. */
  readonly standing: string | null;
  /** The ids of the properties that it breaks, the worst first. */
  readonly properties: readonly string[];
  /** The callers that meet it, well-behaved ones first. */
  readonly callers: readonly Callers[];
  /** The simplest run, of the best-behaved callers that meet it. */
  readonly simplest: Counterexample;
  readonly signatures: number;
}

/** A counterexample, and where it was found. */
interface Found {
  readonly result: DesignResult;
  readonly property: string;
  /** The place of the property in the order of properties, which begins with the worst. */
  readonly rank: number;
  readonly counterexample: Counterexample;
}

/**
 * The defects that checks of one design have found, worst first: those that well-behaved callers
 * meet, then by the property that is worst to break. Signatures belong to one defect if the same is
 * known of them; if nothing is, if they have the same cause.
 * @param results of one design under one policy, under one kind of callers or both
 * @param counts whether a counterexample counts
 */
export function defectsOf(
  results: readonly DesignResult[],
  expected: ExpectedMatrix | null,
  counts: (found: Counterexample) => boolean,
): readonly Defect[] {
  const groups = new Map<string, Found[]>();
  for (const found of foundIn(results)) {
    const { result, counterexample } = found;
    if (!counts(counterexample)) continue;
    const { signature } = counterexample;
    const known = expected === null ? [] : knownOf(expected, result, signature);
    const key = known.map((entry) => entry.key).join(' ') || kindOfCause(signature);
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  return [...groups.values()]
    .toSorted((a, b) => worstOf(a) - worstOf(b))
    .map((group) => defectOf(group, expected));
}

function foundIn(results: readonly DesignResult[]): readonly Found[] {
  return results.flatMap((result) =>
    result.verdicts.flatMap(({ property, verdict }, rank) =>
      verdict.kind === 'violated'
        ? verdict.counterexamples.map((counterexample) => ({
            result,
            property: property.id,
            rank,
            counterexample,
          }))
        : [],
    ),
  );
}

/**
 * "AVL-1 refused <- __free_iova() erased a range" gives "free_iova() erased a range": both of these
 * functions free. Who else acts may be another defect.
 */
function kindOfCause(signature: string): string {
  const cause = signature.slice(signature.indexOf(' ') + 1);
  const last = cause.split(' <- ').at(-1) ?? cause;
  return last.replace('__free_iova()', 'free_iova()');
}

/** More properties than there are. */
const MANY = 1000;

function worstOf(group: readonly Found[]): number {
  const ranks = group.map(
    ({ result, rank }) => rank + (result.callers === 'well-behaved' ? 0 : MANY),
  );
  return Math.min(...ranks);
}

function defectOf(group: readonly Found[], expected: ExpectedMatrix | null): Defect {
  const met = callerKinds.filter((callers) =>
    group.some(({ result }) => result.callers === callers),
  );
  const [simplest] = group
    .filter(({ result }) => result.callers === met[0])
    .toSorted((a, b) =>
      compareCost(a.counterexample.execution.cost, b.counterexample.execution.cost),
    ) as [Found, ...Found[]];
  const { result, counterexample } = simplest;
  const { signature } = counterexample;
  const known = expected === null ? [] : knownOf(expected, result, signature);
  const properties = group.toSorted((a, b) => a.rank - b.rank).map(({ property }) => property);
  return {
    what: known.map((entry) => entry.known.what).join(' Or: ') || signature,
    standing: formatKnownInShort(result.design, known),
    properties: [...new Set(properties)],
    callers: met,
    simplest: counterexample,
    signatures: new Set(group.map((found) => found.counterexample.signature)).size,
  };
}
