/** The widest line of any report, in columns, unless the user wants another width. */
export const COLUMNS_DEFAULT = 100;

let width = COLUMNS_DEFAULT;

/** The widest line of what is being written, in columns. */
export function columns(): number {
  return width;
}

/** From now on lines are so wide at most, 60 to 200 columns: once, before anything is written. */
export function setColumns(to: number): void {
  width = to;
}

/** What `write` returns if lines are so wide at most while it runs. */
export function withColumns<T>(to: number, write: () => T): T {
  const before = width;
  width = to;
  try {
    return write();
  } finally {
    width = before;
  }
}

/**
 * The text in lines of at most `most` characters, broken at spaces; at least one line. The first
 * begins with `first`, every other one with `rest`; a word longer than a line is cut.
 */
export function wrapText(
  text: string,
  most: number,
  first: string = '',
  rest: string = first,
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isBare = true;
  for (let word of text.split(' ')) {
    if (!isBare && line.length + 1 + word.length > most) {
      lines.push(line);
      line = rest;
      isBare = true;
    }
    line += isBare ? '' : ' ';
    isBare = false;
    while (line.length + word.length > most) {
      const room = Math.max(1, most - line.length);
      lines.push(line + word.slice(0, room));
      word = word.slice(room);
      line = rest;
    }
    line += word;
  }
  return [...lines, line];
}
