/** What Python's `str.splitlines` takes for the end of a line, which the kernel's parser uses. */
// oxlint-disable-next-line no-control-regex
const LINE_END = /\r\n|[\r\v\f\u{1C}-\u{1E}\u{85}\u{2028}\u{2029}]/gu;

/** All that XML 1.0 does not allow, unpaired surrogates too. */
const FORBIDDEN = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * The text without characters that a reader of reports could choke on. Whatever ends a line for
 * some readers becomes "\n": otherwise what follows it could be taken for a line of the report.
 */
export function printable(text: string): string {
  return text.replaceAll(LINE_END, '\n').replaceAll(FORBIDDEN, '');
}

/** The same in one line: every run of white space becomes one space. */
export function printableLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ').trim();
}
