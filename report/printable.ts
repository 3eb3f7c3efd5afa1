/** All that XML 1.0 does not allow, unpaired surrogates too. */
const FORBIDDEN = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * The text without what a reader of reports could choke on. A carriage return ends a line for some
 * of them, so it does here: what follows must not be taken for a line of the report.
 */
export function printable(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(FORBIDDEN, '');
}

/** The same in one line. */
export function printableLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ').trim();
}
