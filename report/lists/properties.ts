import { allProperties } from '../../model/properties/all.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

const INDENT = '       ';

/** Every property: its sentence, the situation it is about, and who asks for it. */
export function formatProperties(): string {
  let text = '';
  for (const { id, sentence, witness, source } of allProperties) {
    const lines = [
      ...wrapText(sentence, COLUMNS_MAX, `${id.padEnd(6)} `, INDENT),
      ...wrapText(`witness: ${witness}`, COLUMNS_MAX, INDENT, INDENT),
      ...wrapText(`source: ${source}`, COLUMNS_MAX, INDENT, INDENT),
    ];
    text += `${lines.join('\n')}\n`;
  }
  return text;
}
