import { allProperties, knownProperties } from '../../model/properties/all.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

const INDENT = '       ';
const OUTSIDE = 'outside of the matrix: checked only if --property names it';

/** Every property: its sentence, the situation it is about, and who asks for it. */
export function formatProperties(): string {
  let text = '';
  for (const property of knownProperties) {
    const { id, sentence, witness, source } = property;
    const lines = [
      ...wrapText(sentence, columns(), `${id.padEnd(6)} `, INDENT),
      ...wrapText(`witness: ${witness}`, columns(), INDENT, INDENT),
      ...wrapText(`source: ${source}`, columns(), INDENT, INDENT),
      ...(allProperties.includes(property) ? [] : [`${INDENT}${OUTSIDE}`]),
    ];
    text += `${lines.join('\n')}\n`;
  }
  return text;
}
