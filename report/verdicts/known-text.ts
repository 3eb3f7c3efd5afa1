import type { Known } from './expected.ts';
import type { KnownOf } from './known-signature.ts';

/**
 * What is known of a signature of the design, in full: "F01, conceded: Howlett, 17 June 2026. A
 * store that ..."; null if nothing is.
 */
export function formatKnown(design: string, entries: readonly KnownOf[]): string | null {
  if (entries.length === 0) return null;
  const texts = entries.map(
    (entry) => `${ofWhom(design, entry)}${standing(entry.known)}. ${entry.known.what}`,
  );
  return texts.join(' Or ');
}

/** The same for a list: "F01, conceded", or "as in llist: new"; null if nothing is known. */
export function formatKnownInShort(design: string, entries: readonly KnownOf[]): string | null {
  if (entries.length === 0) return null;
  const texts = entries.map((entry) => {
    const { finding, status } = entry.known;
    return `${ofWhom(design, entry)}${finding === null ? '' : `${finding}, `}${status}`;
  });
  return texts.join(' or ');
}

/** Empty if it is known of the design itself. */
function ofWhom(design: string, { designs }: KnownOf): string {
  return designs.includes(design) ? '' : `as in ${designs.join(', ')}: `;
}

function standing({ finding, mail, status }: Known): string {
  if (mail !== null) return `${finding === null ? '' : `${finding}, `}${status}: ${mail}`;
  return finding === null ? `not from review: ${status}` : `${finding}, ${status}: not from review`;
}
