import * as v from 'valibot';
import { repeatedKey, whatItIs, withoutMark } from '../../explore/run/parse-json.ts';
import { callerKinds } from '../../port/caller-kinds.ts';

/** The version of the file. Since version 3, signatures name causes. */
const VERSION = 3;

/** What is known of a signature, from the review or from elsewhere. */
const knownSchema = v.strictObject({
  /** Its number in the list of hazards that people found by reading; null: it is not in it. */
  finding: v.nullable(v.pipe(v.string(), v.regex(/^F\d\d$/))),
  /** Who said so, when, and where; null: nobody. */
  mail: v.nullable(v.string()),
  status: v.picklist(['raised', 'conceded', 'fixed in a later revision', 'new']),
  /** One sentence. */
  what: v.string(),
});

/** What the simplest run of a signature costs, and what is known of the signature. */
const brokenSchema = v.strictObject({
  /** "calls/refusals/switches/steps", and the scope in which none is simpler: ", shortest in A". */
  cost: v.pipe(v.string(), v.regex(/^\d+\/\d+\/\d+\/\d+(?:, shortest in [A-Z]+)?$/)),
  /** A key of the table `known`; missing if nobody has judged the signature yet. */
  known: v.exactOptional(v.string()),
});

/** A verdict, `holds` with the letters of the exhausted scopes; `violated` is its signatures. */
const cellSchema = v.union([
  v.pipe(v.string(), v.regex(/^(?:holds [A-Z]+|inconclusive|not-applicable)$/)),
  v.record(v.string(), brokenSchema),
]);

const resultSchema = v.strictObject({
  design: v.string(),
  /** Null if no work of the design retries. */
  policy: v.nullable(v.string()),
  callers: v.picklist(callerKinds),
  properties: v.record(v.string(), cellSchema),
});

const matrixSchema = v.strictObject({
  version: v.literal(VERSION),
  known: v.record(v.string(), knownSchema),
  /** By letter, without the callers. */
  scopes: v.record(v.pipe(v.string(), v.regex(/^[A-Z]+$/)), v.string()),
  results: v.array(resultSchema),
});

/** The verdict matrix as it is checked in. */
export type ExpectedMatrix = v.InferOutput<typeof matrixSchema>;
/** A column of it. */
export type ExpectedResult = v.InferOutput<typeof resultSchema>;
/** What a column says of one property. */
export type ExpectedCell = v.InferOutput<typeof cellSchema>;
/** What a column says of one signature. */
export type ExpectedSignature = v.InferOutput<typeof brokenSchema>;
/** What is known of a signature. */
export type Known = v.InferOutput<typeof knownSchema>;

/** A file that is no expected matrix. Its message is one line: what, where, what to do. */
class UnreadableMatrix extends Error {
  override readonly name: string = 'UnreadableMatrix';
}

/**
 * Reads what `formatExpected` wrote.
 * @param fileName for messages
 * @throws UnreadableMatrix if it is not JSON, not of this shape, or names a key that is not in
 *   the table `known`
 */
export function readExpected(text: string, fileName: string): ExpectedMatrix {
  let value: unknown;
  try {
    value = JSON.parse(withoutMark(text));
  } catch {
    throw new UnreadableMatrix(`${fileName}: not JSON; repair it, or restore an earlier version`);
  }
  const twice = repeatedKey(text);
  if (twice !== null) {
    throw new UnreadableMatrix(`${fileName}:${twice.line}: ${twice.key} is there twice; keep one`);
  }
  const { version } = Object(value) as { readonly version?: unknown };
  if (typeof version === 'number' && version < VERSION) {
    throw new UnreadableMatrix(
      `${fileName}: version ${version}, and this iova-check reads version ${VERSION}: signatures ` +
        'name causes now; delete the file, write it with --update, and give each signature its ' +
        'key again (docs/migration.md)',
    );
  }
  if (version === undefined || !('results' in Object(value))) {
    throw new UnreadableMatrix(
      `${fileName}: not a verdict matrix: ${whatItIs(value)}; restore an earlier version`,
    );
  }
  const result = v.safeParse(matrixSchema, value, { abortEarly: true });
  if (!result.success) {
    const path = v.getDotPath(result.issues[0]) ?? 'the file';
    throw new UnreadableMatrix(`${fileName}: ${path}: ${result.issues[0].message}`);
  }
  const { known, results } = result.output;
  for (const { design, signature, entry } of expectedSignatures(results)) {
    if (entry.known === undefined || Object.hasOwn(known, entry.known)) continue;
    const where = `${fileName}: ${design}: ${signature}`;
    const what = `the table "known" has no entry "${entry.known}"`;
    throw new UnreadableMatrix(`${where}: ${what}; add one, or name another`);
  }
  return result.output;
}

/** Every signature of every column, in order; one that several columns have comes several times. */
export function expectedSignatures(results: readonly ExpectedResult[]): readonly {
  readonly design: string;
  readonly signature: string;
  readonly entry: ExpectedSignature;
}[] {
  return results.flatMap(({ design, properties }) =>
    Object.values(properties).flatMap((cell) =>
      typeof cell === 'string'
        ? []
        : Object.entries(cell).map(([signature, entry]) => ({ design, signature, entry })),
    ),
  );
}

/** The column of a design under a policy and callers; undefined if the matrix has none. */
export function columnOf(
  { results }: ExpectedMatrix,
  of: Pick<ExpectedResult, 'design' | 'policy' | 'callers'>,
): ExpectedResult | undefined {
  return results.find(
    ({ design, policy, callers }) =>
      design === of.design && policy === of.policy && callers === of.callers,
  );
}
