/** Makes an error from a description of what is wrong with a file; it adds the file's name. */
export type Fail = (what: string) => Error;

/**
 * Parses the text of a JSON file into plain data.
 * @param noun what the file should hold, for messages: "run"
 * @throws what `fail` makes, if the text is empty, truncated, or not JSON, or repeats a key
 */
export function parseJson(given: string, noun: string, fail: Fail): unknown {
  const text = withoutMark(given);
  if (text.trim() === '') throw fail(`the file is empty; expected a ${noun}`);
  try {
    const value = JSON.parse(text) as unknown;
    const twice = repeatedKey(text);
    if (twice !== null) {
      throw fail(`line ${twice.line}: ${twice.key} is given twice in one object; give it once`);
    }
    return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { message } = error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const trimmed = text.trim();
    const isOver = position !== undefined && Number(position) >= text.trimEnd().length;
    const isCut = /end of JSON|Unterminated/.test(message) || isOver || !trimmed.endsWith('}');
    if (trimmed.startsWith('{') && isCut) {
      const lines = text.trimEnd().split('\n').length;
      throw fail(
        `the file ends in the middle of a ${noun}, at line ${lines}: ` +
          'it is truncated; fetch it again',
      );
    }
    const before = position === undefined ? null : text.slice(0, Number(position)).split('\n');
    const where = before === null ? '' : ` at line ${before.length}`;
    throw fail(`not JSON${where}: ${message.replaceAll(/\s+/g, ' ')}; expected a ${noun} file`);
  }
}

/** The text without the byte-order mark that some editors begin a file with. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** What a JSON text consists of, without its white space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g;

/**
 * The first key that an object has twice, of which `JSON.parse` takes the last one; null: there is
 * none. @param text must be JSON
 */
export function repeatedKey(text: string): { readonly key: string; readonly line: number } | null {
  /** The keys of the objects around; null stands for a list. */
  const around: (Set<string> | null)[] = [];
  let isKey = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{') around.push(new Set());
    if (token === '[') around.push(null);
    if (token === '}' || token === ']') around.pop();
    const keys = around.at(-1) ?? null;
    if (isKey && keys !== null && token.startsWith('"')) {
      // As in "a" and "\u0061".
      const key = JSON.stringify(JSON.parse(token));
      if (keys.has(key)) return { key, line: text.slice(0, index).split('\n').length };
      keys.add(key);
    }
    isKey = token === '{' || (token === ',' && keys !== null);
  }
  return null;
}

/** What a file that holds something else seems to be, as a clause. */
export function whatItIs(value: unknown): string {
  if (Array.isArray(value)) return 'it is a list';
  if (typeof value !== 'object' || value === null) return `it is ${JSON.stringify(value)}`;
  const has = (...keys: readonly string[]): boolean => keys.every((key) => key in value);
  if (has('format'))
    return `its format is ${JSON.stringify(value['format' as keyof typeof value]).slice(0, 40)}`;
  if (has('results', 'scopes', 'known')) return 'it is a verdict matrix, as expected.json';
  if (has('name', 'version') && (has('scripts') || has('dependencies'))) {
    return 'it is a package.json';
  }
  const keys = Object.keys(value).slice(0, 3);
  return keys.length === 0
    ? 'it is an empty object'
    : `it has no format, but ${keys.map((key) => JSON.stringify(key.slice(0, 20))).join(', ')}`;
}
