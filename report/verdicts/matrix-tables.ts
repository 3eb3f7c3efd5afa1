import { formatNames } from '../../explore/run/run.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { alignColumns } from '../text/align-columns.ts';
import { expectedCell } from './expected-cell.ts';
import type { ExpectedCell, ExpectedResult } from './expected.ts';
import type { ScopeLetters } from './scope-letters.ts';
import { wrapText } from '../text/wrap-text.ts';

/** Columns of verdicts in one table; further ones go into a table of their own. */
const COLUMNS_OF_TABLE = 4;

/** The widest name in the head of a column: longer ones take several lines. */
const NAME_COLUMNS = 16;

/** Where verdicts come from: this check, or the expected matrix. */
const NOW = 'checked now';
const EXPECTED = 'expected.json';

/** A column as text. */
interface Column {
  readonly design: string;
  readonly policy: string | null;
  readonly callers: string;
  readonly source: string;
  /** By property. One that the expected matrix leaves out has none there: nothing is printed. */
  readonly cells: ReadonlyMap<string, string>;
}

/**
 * The results as tables, a row for each property and at most four columns each. Columns of the
 * expected matrix (`beside`) follow the results under the same callers; then a line of the
 * head says where each column comes from.
 */
export function formatTables(
  results: readonly DesignResult[],
  beside: readonly ExpectedResult[],
  scopes: ScopeLetters,
): readonly (readonly string[])[] {
  const ids = [
    ...new Set(results.flatMap(({ verdicts }) => verdicts.map(({ property }) => property.id))),
  ];
  const columns = results.flatMap((result, at) => {
    const isLast = results[at + 1]?.callers !== result.callers;
    const others = beside.filter(({ callers }) => isLast && callers === result.callers);
    return [freshColumn(result, scopes), ...others.map((other) => columnFrom(other, EXPECTED))];
  });
  return tablesOf(withoutOnlyPolicies(columns)).map((some) => table(ids, some));
}

/** Four columns or fewer are one table; of more, each kind of callers has its own tables. */
function tablesOf(columns: readonly Column[]): readonly (readonly Column[])[] {
  if (columns.length <= COLUMNS_OF_TABLE) return [columns];
  const tables: Column[][] = [];
  for (const callers of new Set(columns.map((column) => column.callers))) {
    const some = columns.filter((column) => column.callers === callers);
    for (let at = 0; at < some.length; at += COLUMNS_OF_TABLE) {
      tables.push(some.slice(at, at + COLUMNS_OF_TABLE));
    }
  }
  return tables;
}

function table(ids: readonly string[], columns: readonly Column[]): readonly string[] {
  const policies = columns.map(({ policy }) => policyLines(policy));
  const lines = Math.max(...policies.map(({ length }) => length));
  return alignColumns([
    ['', ...columns.map(({ design }) => design)],
    ...Array.from({ length: lines }, (_, at) => ['', ...policies.map((some) => some[at] ?? '')]),
    ['', ...columns.map(({ callers }) => callers)],
    ...(columns.some(({ source }) => source !== NOW)
      ? [['', ...columns.map(({ source }) => source)]]
      : []),
    ...ids.map((id) => [id, ...columns.map(({ cells }) => cells.get(id) ?? '')]),
  ]);
}

/** Policies are named only where some design stands there under several. */
function withoutOnlyPolicies(columns: readonly Column[]): readonly Column[] {
  const isAmbiguous = (callers: string): boolean => {
    const some = columns.filter((column) => column.callers === callers);
    const designs = new Set(some.map(({ design }) => design));
    return new Set(some.map(formatNames)).size > designs.size;
  };
  return columns.map((column) =>
    isAmbiguous(column.callers) ? column : { ...column, policy: null },
  );
}

/** The name in lines that break after a hyphen, so that columns stay narrow. */
function policyLines(policy: string | null): readonly string[] {
  if (policy === null) return [];
  return wrapText(policy.replaceAll('-', '- '), NAME_COLUMNS).map((line) =>
    line.replaceAll(' ', ''),
  );
}

function freshColumn(result: DesignResult, scopes: ScopeLetters): Column {
  const { design, policy, callers } = result;
  const cells = result.verdicts.map(
    ({ property, verdict }) => [property.id, expectedCell(verdict, scopes)] as const,
  );
  return columnFrom({ design, policy, callers, properties: Object.fromEntries(cells) }, NOW);
}

function columnFrom({ properties, ...names }: ExpectedResult, source: string): Column {
  const cells = Object.entries(properties).map(([id, cell]) => [id, textOf(cell)] as const);
  return { ...names, source, cells: new Map(cells) };
}

function textOf(cell: ExpectedCell): string {
  if (typeof cell !== 'string') return `VIOLATED ${Object.keys(cell).length}`;
  return cell === 'not-applicable' ? '-' : cell;
}
