import { COLUMNS_MAX, wrapText } from './wrap-text.ts';

/** "  name       text", wrapped behind the name. */
export function item(name: string, text: string): readonly string[] {
  return wrapText(text, COLUMNS_MAX, `  ${name.padEnd(10)} `, ' '.repeat(13));
}
