import { publishedDesigns } from '../impl/designs/published.ts';
import { allProperties } from '../model/properties/all.ts';
import { COLUMNS_MAX, wrapText } from '../report/wrap-text.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

const INDENT = '       ';

/** `iova-check list [designs|properties]` */
export function listCommand(what: 'designs' | 'properties' | undefined): ExitCode {
  if (what !== 'properties') {
    for (const { name, policy, traits } of publishedDesigns) {
      const { defers, retriesByWork, window, gap } = traits;
      const kind = [
        defers ? 'defers' : 'never defers',
        ...(retriesByWork ? ['retries by a work'] : []),
        ...(window ? ['has a window'] : []),
        `${gap} gaps`,
        ...(policy === null ? [] : [`policy ${policy}`]),
      ];
      process.stdout.write(`${name.padEnd(10)} ${kind.join(', ')}\n`);
    }
  }
  if (what === undefined) process.stdout.write('\n');
  if (what !== 'designs') {
    for (const { id, sentence, witness, source } of allProperties) {
      const told = [
        ...wrapText(sentence, COLUMNS_MAX, `${id.padEnd(6)} `, INDENT),
        ...wrapText(`witness: ${witness}`, COLUMNS_MAX, INDENT, INDENT),
        ...wrapText(`source: ${source}`, COLUMNS_MAX, INDENT, INDENT),
      ];
      process.stdout.write(`${told.join('\n')}\n`);
    }
  }
  return EXIT.ok;
}
