import { BrokenRule } from './broken-rule.ts';

/** Longer labels make no line that can be read. */
const LABEL_CHARS_MAX = 120;

/** Neither control nor formatting characters, line breaks, halves of pairs, nor unassigned ones. */
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

/** Labels seen so far that are fine: a design has few, and a search meets them again and again. */
const fine = new Set<string>();

/**
 * Checks a text of a design that gets into signatures, terminals and files.
 * @param what what the text is: "a label"
 * @throws BrokenRule if it is no string of 1 to 120 printable characters
 */
export function checkLabel(what: string, text: unknown): void {
  if (typeof text === 'string') {
    if (fine.has(text)) return;
    if (text.length <= LABEL_CHARS_MAX && PRINTABLE.test(text)) {
      fine.add(text);
      return;
    }
  }
  throw new BrokenRule(
    `${what} is ${quote(text)}: write 1 to ${LABEL_CHARS_MAX} printable characters, as in ` +
      '"free_iova: erase"',
  );
}

/** Labels made so far, by the function, then by where in it. */
const made = new Map<string, Map<string, string>>();

/**
 * The label "function: where". It is the same string each time, not one put together anew, so that
 * a step costs no string.
 */
export function labelOf(fn: string, where: string): string {
  let inFunction = made.get(fn);
  if (inFunction === undefined) made.set(fn, (inFunction = new Map<string, string>()));
  let label = inFunction.get(where);
  if (label === undefined) inFunction.set(where, (label = `${fn}: ${where}`));
  return label;
}

/** The text in ASCII, cut if it is long. */
function quote(text: unknown): string {
  if (typeof text !== 'string') return `no string but ${typeof text}`;
  const escaped = JSON.stringify(text).replaceAll(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped.length > 60 ? `${escaped.slice(0, 60)}..."` : escaped;
}
