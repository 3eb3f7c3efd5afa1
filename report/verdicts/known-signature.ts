import type { DesignResult } from '../../explore/checking/verdict.ts';
import {
  type ExpectedMatrix,
  type ExpectedResult,
  type Known,
  expectedSignatures,
} from './expected.ts';

/** What is known of a signature, and of which designs. */
export interface KnownOf {
  /** The design itself, or others that have a signature of that name; at least one. */
  readonly designs: readonly string[];
  /** Where it stands in the table `known` of the matrix. */
  readonly key: string;
  readonly known: Known;
}

/**
 * What the matrix knows of a signature of the design; if it knows that signature only of other
 * designs, what it knows of those. A signature names its cause, so that the cause is the same
 * there. What well-behaved callers show, all callers can show, so it stands for callers of another
 * kind that have no such signature in the matrix; what those show stands for no others. A signature
 * that means different things has several entries; [] if nothing is known.
 */
export function knownOf(
  matrix: ExpectedMatrix,
  { design, callers }: Pick<DesignResult, 'design' | 'callers'>,
  signature: string,
): readonly KnownOf[] {
  const having = matrix.results.filter((column) => keyIn(column, signature) !== undefined);
  const alike = having.filter((column) => column.callers === callers);
  const among =
    alike.length > 0 ? alike : having.filter((column) => column.callers === 'well-behaved');
  const own = among.filter((column) => column.design === design);
  const byKey = new Map<string, Set<string>>();
  for (const column of own.length > 0 ? own : among) {
    const key = keyIn(column, signature) ?? '';
    byKey.set(key, (byKey.get(key) ?? new Set()).add(column.design));
  }
  return [...byKey].flatMap(([key, designs]) => {
    const known = matrix.known[key];
    return known === undefined ? [] : [{ designs: [...designs], key, known }];
  });
}

/** Signatures that nobody has judged yet: "llist: AVL-1 ...", each once. */
export function unjudgedIn({ results }: ExpectedMatrix): readonly string[] {
  const unjudged = expectedSignatures(results).filter(({ entry }) => entry.known === undefined);
  return [...new Set(unjudged.map(({ design, signature }) => `${design}: ${signature}`))];
}

function keyIn({ properties }: ExpectedResult, signature: string): string | undefined {
  const [property = ''] = signature.split(' ', 1);
  const cell = properties[property];
  return typeof cell === 'object' ? cell[signature]?.known : undefined;
}
