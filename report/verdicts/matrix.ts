import type { DesignResult } from '../../explore/checking/verdict.ts';
import { type AllowList, NOTHING_ALLOWED } from '../gate/allow-list.ts';
import { lengthClaim } from '../counterexample/length-claim.ts';
import { memoryClaim } from '../counterexample/memory-claim.ts';
import { alignColumns } from '../text/align-columns.ts';
import type { ExpectedMatrix, ExpectedResult } from './expected.ts';
import { formatKnownInShort, knownOf } from './known.ts';
import { formatTables } from './matrix-tables.ts';
import { ScopeLetters } from './scope-letters.ts';
import { subjectName } from './subject-name.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

/** What a matrix is told with. */
export interface MatrixFrame {
  /** What is known of signatures, and how scopes are called; null: nothing. */
  readonly expected: ExpectedMatrix | null;
  /** Columns of it that are to stand beside the results under the same callers. */
  readonly beside: readonly ExpectedResult[];
  /** Signatures that need not be listed. */
  readonly allowed: AllowList;
}

const BARE: MatrixFrame = { expected: null, beside: [], allowed: NOTHING_ALLOWED };

/**
 * The verdict matrix as text: a row a property, a column a design under one kind of callers; below
 * it the signatures of what is violated, and what was spent.
 *
 *              llist         llist
 *              well-behaved  careless
 *     OWN-1    holds ABC     holds ABC
 *     AVL-1    VIOLATED 2    VIOLATED 2
 */
export function formatMatrix(results: readonly DesignResult[], frame: MatrixFrame = BARE): string {
  const scopes = new ScopeLetters(results, frame.expected?.scopes);
  const lines = formatTables(results, frame.beside, scopes).flatMap((table) => [...table, '']);
  lines.push(...LEGEND, '');
  lines.push(...scopes.legend(scriptOf(results), frame.beside.length > 0));
  for (const result of results) lines.push(...signatures(result, scopes, frame));
  for (const result of results) lines.push(...inconclusive(result));
  lines.push('Spent', ...alignColumns([SPENT, ...results.map(spent)]), '');
  return lines.join('\n');
}

const LEGEND = [
  'VIOLATED n: n ways to break it were found, one signature each.  inconclusive: the search was',
  'cut short, or never met what the property is about.  -: the property is not about this design.',
];

/** The file that all searches followed; null: they made every call. */
function scriptOf(results: readonly DesignResult[]): string | null {
  return results[0]?.script ?? null;
}

/** What is violated, by signature, with the cost of the simplest run found, and what is known. */
function signatures(
  result: DesignResult,
  scopes: ScopeLetters,
  { expected, allowed }: MatrixFrame,
): readonly string[] {
  const classes = result.verdicts.flatMap(({ verdict }) =>
    verdict.kind === 'violated' ? verdict.classes : [],
  );
  const listed = classes.filter(({ signature }) => !allowed[result.callers].has(signature));
  const lines = listed.flatMap((found) => {
    const { signature } = found;
    const length = lengthClaim(found, (scope) => scopes.of([scope]));
    const claims = [length, memoryClaim(found)].filter((claim) => claim !== null).join(', ');
    const entries = expected === null ? [] : knownOf(expected, result, signature);
    const known = formatKnownInShort(result.design, entries);
    const told = known === null ? claims : `${claims}; ${known}`;
    return wrapText(`${signature} (${told})`, COLUMNS_MAX, '  ', '    ');
  });
  const left = classes.length - listed.length;
  if (left > 0) lines.push(`  ${left}${listed.length > 0 ? ' more' : ''} that the list allows`);
  return lines.length === 0 ? [] : [`${subjectName(result)}: violated`, ...lines, ''];
}

/** Verdicts that bounds left open, those with the same bound together. */
function inconclusive(result: DesignResult): readonly string[] {
  const byBound = new Map<string, string[]>();
  for (const { property, verdict } of result.verdicts) {
    if (verdict.kind !== 'inconclusive') continue;
    byBound.set(verdict.bound, [...(byBound.get(verdict.bound) ?? []), property.id]);
  }
  if (byBound.size === 0) return [];
  const lines = [...byBound].flatMap(([bound, ids]) =>
    wrapText(`${ids.join(' ')}: ${bound}`, COLUMNS_MAX, '  ', '    '),
  );
  return [`${subjectName(result)}: inconclusive`, ...lines, ''];
}

const SPENT = ['', 'runs', 'actions', 'states', 'seconds'];

function spent(result: DesignResult): readonly string[] {
  const { runs, actions, states, seconds } = result.stats;
  const counts = [runs, actions, states].map(String);
  return [`  ${subjectName(result)}`, ...counts, seconds.toFixed(1)];
}
