import * as v from 'valibot';
import type { Cost } from '../explore/execution.ts';
import type { Callers } from '../explore/scope.ts';
import type { DesignResult, JudgedProperty, Verdict } from '../explore/verdict.ts';

/**
 * What the matrix should say of one property: a verdict, or the signatures it breaks by, each with
 * the cost of its simplest run, as "calls/refusals/switches/steps", and ", shortest" behind it if
 * none in the scope is simpler.
 */
type Cell = 'holds' | 'inconclusive' | 'not-applicable' | Readonly<Record<string, string>>;

const SHORTEST = ', shortest';

const cellSchema = v.union([
  v.picklist(['holds', 'inconclusive', 'not-applicable']),
  v.record(v.string(), v.pipe(v.string(), v.regex(/^\d+\/\d+\/\d+\/\d+(?:, shortest)?$/))),
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
  /** Signatures found that are not expected, or not with so simple a run. */
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

/** Signatures in alphabetical order. */
function cellOf(verdict: Verdict): Cell {
  if (verdict.kind !== 'violated') return verdict.kind;
  const costs = verdict.classes.map(({ signature, execution, proof }): [string, string] => [
    signature,
    `${formatCost(execution.cost)}${proof?.among === 'all runs' ? SHORTEST : ''}`,
  ]);
  return Object.fromEntries(costs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function formatCost({ calls, refusals, switches, steps }: Cost): string {
  return [calls, refusals, switches, steps].join('/');
}

function readCost(text: string): Cost {
  const [calls = 0, refusals = 0, switches = 0, steps = 0] = text
    .replace(SHORTEST, '')
    .split('/')
    .map(Number);
  return { calls, refusals, switches, steps };
}

/**
 * Every cell of the results that the matrix does not have so. A known signature that takes fewer
 * calls than before is a difference, too: a new defect may hide behind an old name. So is one that
 * was proved to be shown by no simpler run, and is not any more.
 */
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
  const before: Readonly<Record<string, string>> = typeof was === 'object' ? was : {};
  const now: Readonly<Record<string, string>> = typeof is === 'object' ? is : {};
  const news = Object.keys(now).filter((signature) => before[signature] === undefined);
  const gone = Object.keys(before).filter((signature) => now[signature] === undefined);
  const simpler = Object.keys(now).filter((signature) => {
    const known = before[signature];
    return known !== undefined && readCost(now[signature] ?? '').calls < readCost(known).calls;
  });
  const unproved = Object.keys(now).filter(
    (name) => before[name]?.endsWith(SHORTEST) === true && now[name]?.endsWith(SHORTEST) === false,
  );
  const sameKind = typeof was === 'object' ? typeof is === 'object' : was === is;
  if (sameKind && news.length + gone.length + simpler.length + unproved.length === 0) return null;
  const changes = [
    ...news.map((name) => `new: ${name}`),
    ...gone.map((name) => `gone: ${name}`),
    ...simpler.map((name) => `in fewer calls (${before[name]} -> ${now[name]}): ${name}`),
  ];
  changes.push(...unproved.map((name) => `not proved shortest any more: ${name}`));
  const what = `expected ${kindOf(was)}, found ${kindOf(is)}`;
  const unexpected = [...news, ...simpler];
  return { what: changes.length === 0 ? what : `${what}; ${changes.join('; ')}`, unexpected };
}

function kindOf(cell: Cell | undefined): string {
  if (cell === undefined) return 'nothing';
  return typeof cell === 'string' ? cell : `violated in ${Object.keys(cell).length} way(s)`;
}

/** Every signature that the design is expected to have under such callers. */
export function signaturesOf(
  { results }: ExpectedMatrix,
  design: string,
  callers: Callers,
): readonly string[] {
  return results
    .filter((result) => result.design === design && result.callers === callers)
    .flatMap(({ properties }) => Object.values(properties))
    .flatMap((cell) => (typeof cell === 'object' ? Object.keys(cell) : []));
}
