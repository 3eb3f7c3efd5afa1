import { formatNames } from '../../explore/run/run.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { alignColumns } from '../text/align-columns.ts';
import { expectedCell } from './expected-cell.ts';
import type { ExpectedCell, ExpectedResult } from './expected.ts';
import type { ScopeLetters } from './scope-letters.ts';
import { wrapText } from '../text/wrap-text.ts';

/** Columns of verdicts that stand beside each other; more go into a table of their own. */
const COLUMNS_OF_TABLE = 4;

/** Widest name in a column's head: longer ones go on below. */
const NAME_COLUMNS = 16;

/** Where verdicts come from: this check, or the matrix that is checked in. */
const NOW = 'checked now';
const KEPT = 'expected.json';

/** A column, told. */
interface Column {
  readonly design: string;
  readonly policy: string | null;
  readonly callers: string;
  readonly source: string;
  /** By property; "-" where there is none. */
  readonly cells: ReadonlyMap<string, string>;
}

/**
 * The results as tables, a row a property; and beside those under the same callers, columns of the
 * matrix that is checked in: a line of the head tells which is which.
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
    return [freshColumn(result, scopes), ...others.map((other) => columnFrom(other, KEPT))];
  });
  return tablesOf(withoutOnlyPolicies(columns)).map((some) => table(ids, some));
}

/** Few columns are one table; else each kind of callers has its own. */
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
    ...ids.map((id) => [id, ...columns.map(({ cells }) => cells.get(id) ?? '-')]),
  ]);
}

/** Policies are told only beside each other: where a design is there under several. */
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

/** The name in pieces that end with a hyphen, so that columns stay narrow. */
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
