import * as v from 'valibot';
import { type Fail, whatItIs } from './parse-json.ts';

/** A kind of JSON file, as its head identifies it. */
export interface FileFormat {
  readonly format: string;
  readonly version: number;
  /** What the file holds, for messages: "run". */
  readonly noun: string;
  /** What to do with a file of an earlier version. */
  readonly renew?: string;
}

/**
 * Finds out which of `formats` a file has. Call it before any other check: a file of another kind
 * also has other fields.
 * @param formats the formats that the caller reads; the first one names the file in messages
 * @throws what `fail` makes, if the file has none of the formats, or another version
 */
export function formatOf(
  value: unknown,
  formats: readonly [FileFormat, ...FileFormat[]],
  fail: Fail,
): FileFormat {
  const head = v.safeParse(v.looseObject({ format: v.unknown(), version: v.unknown() }), value);
  const output = head.success ? head.output : null;
  const known = formats.find(({ format }) => format === output?.format);
  if (output === null || known === undefined) {
    const names = formats.map(({ format }) => `"${format}"`).join(' or ');
    const noun = formats[0].noun;
    throw fail(`not a ${noun} file: ${whatItIs(value)}; expected "format":${names} and a version`);
  }
  if (output.version !== known.version) {
    throw fail(
      `a ${known.noun} file of version ${short(output.version)}, and this iova-check ` +
        `reads version ${known.version}: ${known.renew ?? `write the ${known.noun} anew`}`,
    );
  }
  return known;
}

/**
 * A sentence about the issue: "action 3, call.limit: expected a whole number, 0 or more, found -1".
 * @param place turns the keys that lead to a field into the name of the field
 */
export function describeIssue(
  issue: v.BaseIssue<unknown>,
  { version }: FileFormat,
  place: (keys: readonly string[]) => string,
): string {
  const where = place((issue.path ?? []).map((item) => String(item.key)));
  const at = where === '' ? '' : `${where}: `;
  if (issue.type === 'max_length') return `${at}${issue.message}, found ${issue.received}`;
  if (issue.expected === 'never') return `${at}no such field in version ${version}; take it out`;
  if (issue.received === 'undefined') return `${at}${missing(issue.message)}, found nothing`;
  return `${at}${issue.message}, found ${short(issue.input)}`;
}

/** Replaces valibot's own message about a missing field. */
function missing(message: string): string {
  return message.startsWith('expected') ? message : 'expected this field';
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}
