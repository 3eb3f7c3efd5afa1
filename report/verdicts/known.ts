import type { DesignResult } from '../../explore/checking/verdict.ts';
import { type ExpectedMatrix, type ExpectedResult, type Known, signaturesIn } from './expected.ts';

/** What is known of a signature, and of which designs. */
export interface KnownOf {
  /** The design itself, or others that have a signature of that name. */
  readonly designs: readonly string[];
  readonly key: string;
  readonly known: Known;
}

/**
 * What the matrix knows of a signature of the design; if it knows the signature of other designs
 * only, of those. One that means different things there has several entries; [] if it has none.
 */
export function knownOf(
  matrix: ExpectedMatrix,
  { design, callers }: Pick<DesignResult, 'design' | 'callers'>,
  signature: string,
): readonly KnownOf[] {
  const having = matrix.results.filter((column) => keyIn(column, signature) !== undefined);
  const own = having.filter((column) => column.design === design);
  const among = own.length > 0 ? own : having;
  const alike = among.filter((column) => column.callers === callers);
  const byKey = new Map<string, Set<string>>();
  for (const column of alike.length > 0 ? alike : among) {
    const key = keyIn(column, signature) ?? '';
    byKey.set(key, (byKey.get(key) ?? new Set()).add(column.design));
  }
  return [...byKey].flatMap(([key, designs]) => {
    const known = matrix.known[key];
    return known === undefined ? [] : [{ designs: [...designs], key, known }];
  });
}

/** Signatures of which nobody has said yet what to think: "llist: AVL-1 ...", each once. */
export function unjudgedIn({ results }: ExpectedMatrix): readonly string[] {
  const unjudged = signaturesIn(results).filter(({ entry }) => entry.known === undefined);
  return [...new Set(unjudged.map(({ design, signature }) => `${design}: ${signature}`))];
}

function keyIn({ properties }: ExpectedResult, signature: string): string | undefined {
  const [property = ''] = signature.split(' ', 1);
  const cell = properties[property];
  return typeof cell === 'object' ? cell[signature]?.known : undefined;
}

/** "F01, conceded: Howlett, 17 June 2026. A store that ..."; null if nothing is known. */
export function formatKnown(design: string, entries: readonly KnownOf[]): string | null {
  if (entries.length === 0) return null;
  const told = entries.map(({ designs, known }) => {
    const where = designs.includes(design) ? '' : `as in ${designs.join(', ')}: `;
    return `${where}${standing(known)}. ${known.what}`;
  });
  return told.join(' Or ');
}

/** "F01, conceded", "as in llist: new": beside a signature in a list; null if nothing is known. */
export function formatKnownInShort(design: string, entries: readonly KnownOf[]): string | null {
  if (entries.length === 0) return null;
  const told = entries.map(({ designs, known: { finding, status } }) => {
    const where = designs.includes(design) ? '' : `as in ${designs.join(', ')}: `;
    return `${where}${finding === null ? '' : `${finding}, `}${status}`;
  });
  return told.join(' or ');
}

function standing({ finding, mail, status }: Known): string {
  if (mail !== null) return `${finding === null ? '' : `${finding}, `}${status}: ${mail}`;
  return finding === null ? `not from review: ${status}` : `${finding}, ${status}: not from review`;
}
