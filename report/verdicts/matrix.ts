import type { DesignResult } from '../../explore/checking/verdict.ts';
import { type Callers, forEachKind } from '../../port/caller-kinds.ts';
import { lengthClaim } from '../counterexample/length-claim.ts';
import { memoryClaim } from '../counterexample/memory-claim.ts';
import { alignColumns } from '../text/align-columns.ts';
import {
  type DefectsOfDesign,
  defectsByDesign,
  formatDefects,
  formatEntries,
  summariseDefects,
} from './defect-list.ts';
import type { ExpectedMatrix, ExpectedResult } from './expected.ts';
import { formatFromCache, tellFromCache } from './from-cache.ts';
import { knownOf } from './known-signature.ts';
import { formatKnownInShort } from './known-text.ts';
import { formatTables } from './matrix-tables.ts';
import { ScopeLetters } from './scope-letters.ts';
import { formatStated } from './stated-traits.ts';
import { subjectName } from './subject-name.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

/** What surrounds the results in a matrix. */
export interface MatrixFrame {
  /** What is known of signatures, and the letters of scopes; null: nothing. */
  readonly expected: ExpectedMatrix | null;
  /** Columns of it to print beside the results under the same callers. */
  readonly beside: readonly ExpectedResult[];
  /** Signatures that an allow-list lets pass, by callers: they are counted, not listed. */
  readonly allowed: Readonly<Record<Callers, ReadonlySet<string>>>;
  /** Whether every signature is listed, and what each check has spent. */
  readonly isVerbose: boolean;
}

const BARE: MatrixFrame = {
  expected: null,
  beside: [],
  allowed: forEachKind(() => new Set<string>()),
  isVerbose: false,
};

/**
 * The verdict matrix as text of at most 100 columns: a row for each property, a column for each
 * design under one kind of callers; below it the scopes that were exhausted, the defects, the
 * bounds that left something open, and at the end a line for each design. If it is verbose, also
 * every signature, and what was spent.
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
  const { expected, isVerbose } = frame;
  const designs = defectsByDesign(results, expected);
  if (isVerbose) for (const result of results) lines.push(...signatures(result, scopes, frame));
  for (const design of designs) lines.push(...formatDefects(design, scopes));
  for (const design of designs) lines.push(...formatEntries(design));
  lines.push(...new Set(results.flatMap(formatStated)));
  for (const result of results) lines.push(...inconclusive(result));
  if (isVerbose) lines.push('Spent', ...alignColumns([SPENT, ...results.map(spent)]), '');
  lines.push('In short', ...designs.flatMap(inShort), ...tellFromCache(results), '');
  return lines.join('\n');
}

const LEGEND = [
  'VIOLATED n: n ways to break the property, one signature each.  inconclusive: the search was cut',
  'short, or never met what the property is about.  -: the property is not about this design.',
];

function inShort(design: DefectsOfDesign): readonly string[] {
  return wrapText(summariseDefects(design), columns(), '  ', '    ');
}

/** The file that lists the calls of the searches; null: they made all calls of their scopes. */
function scriptOf(results: readonly DesignResult[]): string | null {
  return results[0]?.script ?? null;
}

/** The signatures, each with the length of its run, what is claimed of it, and what is known. */
function signatures(
  result: DesignResult,
  scopes: ScopeLetters,
  { expected, allowed }: MatrixFrame,
): readonly string[] {
  const counterexamples = result.verdicts.flatMap(({ verdict }) =>
    verdict.kind === 'violated' ? verdict.counterexamples : [],
  );
  const listed = counterexamples.filter(({ signature }) => !allowed[result.callers].has(signature));
  const lines = listed.flatMap((found) => {
    const { signature } = found;
    const length = lengthClaim(found, (scope) => scopes.of([scope]));
    const claims = [length, memoryClaim(found)].filter((claim) => claim !== null).join(', ');
    const entries = expected === null ? [] : knownOf(expected, result, signature);
    const known = formatKnownInShort(result.design, entries);
    const remarks = known === null ? claims : `${claims}; ${known}`;
    return wrapText(`${signature} (${remarks})`, columns(), '  ', '    ');
  });
  const left = counterexamples.length - listed.length;
  if (left > 0) lines.push(`  ${left}${listed.length > 0 ? ' more' : ''} that the list allows`);
  return lines.length === 0 ? [] : [`${subjectName(result)}: violated`, ...lines, ''];
}

/** Properties that a bound left open, those with the same bound together. */
function inconclusive(result: DesignResult): readonly string[] {
  const byBound = new Map<string, string[]>();
  for (const { property, verdict } of result.verdicts) {
    if (verdict.kind !== 'inconclusive') continue;
    byBound.set(verdict.bound, [...(byBound.get(verdict.bound) ?? []), property.id]);
  }
  if (byBound.size === 0) return [];
  const lines = [...byBound].flatMap(([bound, ids]) =>
    wrapText(`${ids.join(' ')}: ${bound}`, columns(), '  ', '    '),
  );
  return [`${subjectName(result)}: inconclusive`, ...lines, ''];
}

const SPENT = ['', 'runs', 'actions', 'states', 'seconds', ''];

function spent(result: DesignResult): readonly string[] {
  const { runs, actions, states, seconds } = result.stats;
  const counts = [runs, actions, states].map(String);
  const cached = result.stats.fromCache === 0 ? '' : formatFromCache(result.stats);
  return [`  ${subjectName(result)}`, ...counts, seconds.toFixed(1), cached];
}
