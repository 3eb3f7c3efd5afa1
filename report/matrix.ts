import type { DesignResult, Verdict } from '../explore/verdict.ts';
import { lengthClaim, memoryClaim } from './claims.ts';
import { alignColumns } from './columns.ts';
import { ScopeLetters } from './scope-letters.ts';
import { subjectName } from './subject-name.ts';
import { COLUMNS_MAX, wrapText } from './wrap-text.ts';

/** Columns of verdicts that stand beside each other; more go into a table of their own. */
const RESULTS_MAX = 4;

/**
 * The verdict matrix as text: a row a property, a column a design under one kind of callers; below
 * it the signatures of what is violated, and what was spent.
 *
 *              llist         llist
 *              well-behaved  careless
 *     OWN-1    holds ABC     holds ABC
 *     AVL-1    VIOLATED 2    VIOLATED 2
 */
export function formatMatrix(results: readonly DesignResult[]): string {
  const lines: string[] = [];
  const scopes = new ScopeLetters(results);
  for (let at = 0; at < results.length; at += RESULTS_MAX) {
    lines.push(...table(results.slice(at, at + RESULTS_MAX), scopes), '');
  }
  lines.push(...LEGEND, '');
  lines.push(...scopes.legend(scriptOf(results)));
  for (const result of results) lines.push(...signatures(result, scopes));
  for (const result of results) lines.push(...inconclusive(result));
  lines.push('Spent', ...alignColumns([SPENT, ...results.map(spent)]), '');
  return lines.join('\n');
}

const LEGEND = [
  'VIOLATED n: n ways to break it were found, one signature each.  inconclusive: the search was',
  'cut short, or never met what the property is about.  -: the property is not about this design.',
];

function table(results: readonly DesignResult[], scopes: ScopeLetters): readonly string[] {
  const ids = [
    ...new Set(results.flatMap(({ verdicts }) => verdicts.map(({ property }) => property.id))),
  ];
  const rows = ids.map((id) => [
    id,
    ...results.map((result) => cellOf(verdictOn(result, id), scopes)),
  ]);
  return alignColumns([
    ['', ...results.map((result) => result.design)],
    ['', ...results.map((result) => result.callers)],
    ...rows,
  ]);
}

function verdictOn(result: DesignResult, id: string): Verdict {
  const judged = result.verdicts.find(({ property }) => property.id === id);
  return judged?.verdict ?? { kind: 'not-applicable' };
}

function cellOf(verdict: Verdict, scopes: ScopeLetters): string {
  switch (verdict.kind) {
    case 'holds':
      return `holds ${scopes.of(verdict.exhausted)}`;
    case 'violated':
      return `VIOLATED ${verdict.classes.length}`;
    case 'inconclusive':
      return 'inconclusive';
    case 'not-applicable':
      return '-';
  }
}

/** The file that all searches followed; null: they made every call. */
function scriptOf(results: readonly DesignResult[]): string | null {
  return results[0]?.script ?? null;
}

/** What is violated, by signature, with the cost of the simplest run found. */
function signatures(result: DesignResult, scopes: ScopeLetters): readonly string[] {
  const lines = result.verdicts.flatMap(({ verdict }) => {
    if (verdict.kind !== 'violated') return [];
    return verdict.classes.flatMap((found) => {
      const memory = memoryClaim(found);
      const length = lengthClaim(found, (scope) => scopes.of([scope]));
      const claims = memory === null ? length : `${length}, ${memory}`;
      return wrapText(`${found.signature} (${claims})`, COLUMNS_MAX, '  ', '    ');
    });
  });
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
