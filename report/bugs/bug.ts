import type { Hunted } from '../../explore/studies/bugs/attempt.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { formatCost } from './bugs-table.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

const INDENT = '  ';

/** What a bug is, and all that it breaks in its scope. */
export function formatBug(bug: SeededBug, { news, bound }: Hunted): string {
  const { design, base, changes, realistic, finding, caughtBy, scope } = bug;
  const what = finding === null ? '' : `, after ${finding}`;
  const told = [
    `${design.name}: ${base.name} with one mistake${what}`,
    ...wrapText(changes, COLUMNS_MAX, INDENT),
    ...wrapText(realistic, COLUMNS_MAX, INDENT),
    `${INDENT}must be caught by ${caughtBy}, in the scope "${scope}"; there it breaks`,
    ...(news.length === 0 && bound === null ? ['    nothing that its base does not'] : []),
    ...news.flatMap(([signature, cost]) =>
      wrapText(`${signature} (${formatCost(cost)})`, COLUMNS_MAX, '    ', '      '),
    ),
    ...(bound === null
      ? []
      : [`    (no more was found: the search of it was cut short, ${bound})`]),
  ];
  return `${told.join('\n')}\n`;
}
