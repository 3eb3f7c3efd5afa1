import * as v from 'valibot';
import type { DesignResult, JudgedProperty, Verdict } from '../explore/verdict.ts';

/** What the matrix should say of one property: a verdict, or the signatures it breaks by. */
type Cell = 'holds' | 'inconclusive' | 'not-applicable' | readonly string[];

const cellSchema = v.union([
  v.picklist(['holds', 'inconclusive', 'not-applicable']),
  v.array(v.string()),
]);

const matrixSchema = v.strictObject({
  version: v.literal(1),
  results: v.array(
    v.strictObject({
      design: v.string(),
      policy: v.nullable(v.string()),
      callers: v.picklist(['well-behaved', 'careless']),
      properties: v.record(v.string(), cellSchema),
    }),
  ),
});

/** The verdict matrix as it is checked in. */
export type ExpectedMatrix = v.InferOutput<typeof matrixSchema>;

/** A cell that is not as expected. */
export interface Difference {
  readonly result: DesignResult;
  readonly judged: JudgedProperty;
  /** One line: what was expected and what was found. */
  readonly what: string;
  /** Signatures found that are not expected. */
  readonly unexpected: readonly string[];
}

/** A file that is no expected matrix. One line. */
class UnreadableMatrix extends Error {
  override readonly name: string = 'UnreadableMatrix';
}

/** Reads what `formatExpected` wrote. @throws UnreadableMatrix */
export function readExpected(text: string, fileName: string): ExpectedMatrix {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableMatrix(`${fileName}: not JSON; write it anew with --update`);
  }
  const result = v.safeParse(matrixSchema, value, { abortEarly: true });
  if (result.success) return result.output;
  const path = v.getDotPath(result.issues[0]) ?? 'the file';
  throw new UnreadableMatrix(`${fileName}: ${path}: ${result.issues[0].message}`);
}

/** The matrix as text: a property a line, a signature a line; stable under repetition. */
export function formatExpected(results: readonly DesignResult[]): string {
  const matrix = {
    version: 1,
    results: results.map(({ design, policy, callers, verdicts }) => ({
      design,
      policy,
      callers,
      properties: Object.fromEntries(
        verdicts.map(({ property, verdict }) => [property.id, cellOf(verdict)]),
      ),
    })),
  };
  return `${JSON.stringify(matrix, null, 2)}\n`;
}

/** Signatures in alphabetical order: how long their runs are may change. */
function cellOf(verdict: Verdict): Cell {
  if (verdict.kind !== 'violated') return verdict.kind;
  return verdict.classes.map(({ signature }) => signature).toSorted();
}

/** Every cell of the results that the matrix does not have so. */
export function compareWithExpected(
  expected: ExpectedMatrix,
  results: readonly DesignResult[],
): readonly Difference[] {
  return results.flatMap((result) => {
    const known = expected.results.find(
      (other) => other.design === result.design && other.callers === result.callers,
    );
    return result.verdicts.flatMap((judged) => {
      const was = known?.properties[judged.property.id];
      const difference = differenceOf(was, cellOf(judged.verdict));
      return difference === null ? [] : [{ result, judged, ...difference }];
    });
  });
}

function differenceOf(
  was: Cell | undefined,
  is: Cell,
): Pick<Difference, 'what' | 'unexpected'> | null {
  if (JSON.stringify(was) === JSON.stringify(is)) return null;
  const before = typeof was === 'string' || was === undefined ? [] : was;
  const now = typeof is === 'string' ? [] : is;
  const unexpected = now.filter((signature) => !before.includes(signature));
  const gone = before.filter((signature) => !now.includes(signature));
  const changes = [...unexpected.map((name) => `new: ${name}`), ...gone.map((x) => `gone: ${x}`)];
  const what = `expected ${kindOf(was)}, found ${kindOf(is)}`;
  return { what: changes.length === 0 ? what : `${what}; ${changes.join('; ')}`, unexpected };
}

function kindOf(cell: Cell | undefined): string {
  if (cell === undefined) return 'nothing';
  return typeof cell === 'string' ? cell : `violated in ${cell.length} way(s)`;
}
