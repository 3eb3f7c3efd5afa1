import { knownPolicies } from '../../impl/policies/known.ts';

/** The known retry policies, one a line. */
export function formatPolicies(): string {
  let text = '';
  for (const { name, startJiffies, capJiffies, resetsOn, warns } of knownPolicies) {
    const kind = [
      `${startJiffies} to ${capJiffies} ms`,
      `starts again on ${resetsOn}`,
      warns === null ? 'never warns' : `warns after ${warns.after} per ${warns.per}`,
    ];
    text += `${name.padEnd(44)} ${kind.join(', ')}\n`;
  }
  return text;
}
