/** The widest line of any report, in columns: it fits into a mail. */
export const COLUMNS_MAX = 100;

/**
 * The text in lines of at most `columns` characters, broken at spaces; at least one line. The first
 * begins with `first`, every other one with `rest`; a word longer than a line is cut.
 */
export function wrapText(
  text: string,
  columns: number,
  first: string = '',
  rest: string = first,
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isBare = true;
  for (let word of text.split(' ')) {
    if (!isBare && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = rest;
      isBare = true;
    }
    line += isBare ? '' : ' ';
    isBare = false;
    while (line.length + word.length > columns) {
      const room = Math.max(1, columns - line.length);
      lines.push(line + word.slice(0, room));
      word = word.slice(room);
      line = rest;
    }
    line += word;
  }
  return [...lines, line];
}
