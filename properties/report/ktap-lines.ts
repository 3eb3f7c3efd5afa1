/** Where Python's `str.splitlines` ends a line. */
// oxlint-disable-next-line no-control-regex
const LINE_END = /\r\n|[\n\r\v\f\u{1C}-\u{1E}\u{85}\u{2028}\u{2029}]/u;

/**
 * `TEST_RESULT`, `TEST_HEADER`, `KTAP_START` with `TAP_START`, and `TEST_PLAN` of the kernel's
 * parser.
 */
const RESULT = /^\s*(ok|not ok) ([0-9]+) ?(- )?([^#]*)( # .*)?$/;
const HEADER = /^\s*# Subtest: (.*)$/;
const START = /^\s*K?TAP version ([0-9]+)$/;
const PLAN = /^\s*1\.\.([0-9]+)/;

/**
 * The lines that the kernel's `kunit_parser.py` takes for KTAP; it takes all others for
 * diagnostics.
 */
export interface KtapLines {
  /** For each result line, in order, whether it is `ok`. */
  readonly results: readonly boolean[];
  /** The number of plans. */
  readonly plans: number;
}

/** @throws Error if the numbers of headers, versions and plans differ */
export function readKtapLines(text: string): KtapLines {
  const lines = text.split(LINE_END);
  const count = (kind: RegExp): number => lines.filter((line) => kind.test(line)).length;
  const plans = count(PLAN);
  if (count(START) !== plans || count(HEADER) !== plans - 1) {
    throw new Error(`${count(START)} versions, ${count(HEADER)} headers and ${plans} plans`);
  }
  const results = lines.flatMap((line) => {
    const match = RESULT.exec(line);
    return match === null ? [] : [match[1] === 'ok'];
  });
  return { results, plans };
}
