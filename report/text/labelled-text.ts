import { columns, wrapText } from './wrap-text.ts';

/** "  label      text" in lines of at most 100 columns; those after the first are indented. */
export function labelledText(label: string, text: string): readonly string[] {
  return wrapText(text, columns(), `  ${label.padEnd(10)} `, ' '.repeat(13));
}
