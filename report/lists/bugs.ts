import { seededBugs } from '../../impl/bugs/known.ts';
import { policyBugs } from '../../impl/bugs/policies/known.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

const INDENT = '       ';

/** Every seeded bug, what it changes and which property must catch it; then their number. */
export function formatBugs(): string {
  return [
    ...seededBugs.map(({ design, base, changes, caughtBy, finding }) =>
      formatOne(design.name, [base.name, caughtBy, finding], changes),
    ),
    ...policyBugs.map(({ policy, changes, caughtBy, finding }) =>
      formatOne(policy.name, ['policy', caughtBy, finding], changes),
    ),
    `${seededBugs.length} designs with one seeded bug, ${policyBugs.length} policies\n`,
  ].join('');
}

/** @param about what of it is null is left out */
function formatOne(name: string, about: readonly (string | null)[], changes: string): string {
  const known = about.filter((one) => one !== null).join(', ');
  return `${name} (${known})\n${wrapText(changes, columns(), INDENT).join('\n')}\n`;
}
