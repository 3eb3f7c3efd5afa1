import type { DesignResult } from '../../explore/checking/verdict.ts';
import { formatNames } from '../../explore/run/run.ts';
import type { Traits } from '../../model/property.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

/** What a design may state freely, and the properties that are held to it. */
const BOUNDS: readonly {
  readonly of: readonly string[];
  readonly text: (traits: Traits) => string;
}[] = [
  { of: ['AVL-1', 'AVL-2', 'AVL-3'], text: ({ gap }) => `a ${gap} search for gaps` },
  {
    of: ['AVL-3', 'LIV-1'],
    text: ({ recoveryJiffies }) => `erased within ${recoveryJiffies} ms once memory is back`,
  },
  {
    of: ['CST-1'],
    text: ({ retryDelaysJiffies }) => `retries at least ${rowOf(retryDelaysJiffies)} ms apart`,
  },
  {
    of: ['LIV-4'],
    text: ({ longestDelaysJiffies }) => `at most ${rowOf(longestDelaysJiffies)} ms`,
  },
];

function rowOf(delaysJiffies: readonly number[]): string {
  return delaysJiffies.filter((delay, at) => delay !== delaysJiffies[at - 1]).join(', ');
}

/**
 * The bounds that a user's design states and that its verdicts therefore rest on, for those
 * properties that were judged; [] for a design of the suite.
 */
export function formatStated(result: DesignResult): readonly string[] {
  const { stated, verdicts } = result;
  if (stated === null) return [];
  const judged = new Set(
    verdicts.flatMap(({ property, verdict }) =>
      verdict.kind === 'not-applicable' ? [] : [property.id],
    ),
  );
  const bounds = BOUNDS.flatMap(({ of, text }) => {
    const ids = of.filter((id) => judged.has(id));
    return ids.length === 0 ? [] : [`${text(stated)} (${ids.join(' ')})`];
  });
  if (bounds.length === 0) return [];
  const text = `${formatNames(result)}: judged by what it states itself: ${bounds.join('; ')}`;
  return [...wrapText(text, COLUMNS_MAX, '', '  '), ''];
}
