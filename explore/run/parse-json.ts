/** Makes an error from a description of what is wrong with a file; it adds the file's name. */
export type Fail = (what: string) => Error;

/**
 * Parses the text of a JSON file into plain data.
 * @param noun what the file should hold, for messages: "run"
 * @throws what `fail` makes, if the text is empty, truncated, or not JSON
 */
export function parseJson(text: string, noun: string, fail: Fail): unknown {
  if (text.trim() === '') throw fail(`the file is empty; expected a ${noun}`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
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
