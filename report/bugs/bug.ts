import type { Hunted } from '../../explore/studies/bugs/attempt.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { formatCost } from '../verdicts/format-cost.ts';

const INDENT = '  ';

/** What a bug is, and every signature that it has in its scope and its base has not. */
export function formatBug(bug: SeededBug, { news, bound }: Hunted): string {
  const { design, base, changes, realistic, finding, caughtBy, scope } = bug;
  const hazard = finding === null ? '' : `, after hazard ${finding}`;
  const lines = [
    `${design.name}: ${base.name} with one mistake${hazard}`,
    ...wrapText(changes, columns(), INDENT),
    ...wrapText(realistic, columns(), INDENT),
    `${INDENT}${caughtBy} must catch it; in the scope "${scope}" it breaks`,
    ...(news.length === 0 && bound === null
      ? ['    nothing that its base does not break as well']
      : []),
    ...news.flatMap(([signature, cost]) =>
      wrapText(`${signature} (${formatCost(cost)})`, columns(), '    ', '      '),
    ),
    ...(bound === null ? [] : [`    (and maybe more: the search was cut short, ${bound})`]),
  ];
  return `${lines.join('\n')}\n`;
}
