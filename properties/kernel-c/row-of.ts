import { iovaCheck } from '../cli/iova-check.ts';

/** The verdicts of a check, property by property. */
export type Row = readonly (readonly [id: string, verdict: string])[];

/**
 * The row of what is checked, by the shortest search of one scope.
 * @param checked the subject and its options, as the command takes them
 */
export function rowOf(
  checked: readonly string[],
  scope: string,
  callers: string = 'well-behaved',
): Row {
  const search = ['--callers', callers, '--engine', 'shortest', '--scope', scope];
  const { out, err } = iovaCheck('check', ...checked, ...search, '--jobs', '1', '--json');
  if (out === '') throw new Error(err);
  const { results } = JSON.parse(out) as {
    readonly results: readonly {
      readonly properties: readonly { readonly id: string; readonly verdict: string }[];
    }[];
  };
  return (results[0]?.properties ?? []).map(({ id, verdict }) => [id, verdict]);
}

/** The properties that are violated in the row. */
export function violatedIn(row: Row): readonly string[] {
  return row.flatMap(([id, verdict]) => (verdict === 'violated' ? [id] : []));
}
