import { knownDesigns } from '../impl/designs/known.ts';
import { knownPolicies } from '../impl/policies/known.ts';
import { allProperties } from '../model/properties/all.ts';
import { COLUMNS_MAX, wrapText } from '../report/text/wrap-text.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { WHAT_THERE_IS, type WhatThereIs } from './what-there-is.ts';

const INDENT = '       ';

const LISTS = {
  designs: listDesigns,
  policies: listPolicies,
  properties: listProperties,
  bugs: listBugs,
} satisfies Record<WhatThereIs, () => string | Promise<string>>;

/** `iova-check list [designs|policies|properties|bugs]` */
export async function listCommand(what: WhatThereIs | undefined): Promise<ExitCode> {
  const lists: string[] = [];
  for (const one of what === undefined ? WHAT_THERE_IS : [what]) lists.push(await LISTS[one]());
  process.stdout.write(lists.join('\n'));
  return EXIT.ok;
}

function listDesigns(): string {
  let text = '';
  for (const { name, policy, traits } of knownDesigns) {
    const { defers, retriesByWork, lists, window, gap } = traits;
    const kind = [
      defers ? 'defers' : 'never defers',
      ...(lists ? ['keeps a list'] : []),
      ...(retriesByWork ? ['retries by a work'] : []),
      ...(window ? ['has a window'] : []),
      `${gap} gaps`,
      ...(policy === null ? [] : [`policy ${policy.name}`]),
    ];
    text += `${name.padEnd(10)} ${kind.join(', ')}\n`;
  }
  return text;
}

function listPolicies(): string {
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

function listProperties(): string {
  let text = '';
  for (const { id, sentence, witness, source } of allProperties) {
    const told = [
      ...wrapText(sentence, COLUMNS_MAX, `${id.padEnd(6)} `, INDENT),
      ...wrapText(`witness: ${witness}`, COLUMNS_MAX, INDENT, INDENT),
      ...wrapText(`source: ${source}`, COLUMNS_MAX, INDENT, INDENT),
    ];
    text += `${told.join('\n')}\n`;
  }
  return text;
}

async function listBugs(): Promise<string> {
  // There are many: only who lists them loads them.
  const { seededBugs } = await import('../impl/bugs/known.ts');
  const { policyBugs } = await import('../impl/bugs/policies/known.ts');
  let text = '';
  for (const { design, base, changes, caughtBy, finding } of seededBugs) {
    const about = `${base.name}, ${caughtBy}${finding === null ? '' : `, ${finding}`}`;
    text += `${design.name} (${about})\n${wrapText(changes, COLUMNS_MAX, INDENT).join('\n')}\n`;
  }
  for (const { policy, changes, caughtBy, finding } of policyBugs) {
    const about = `policy, ${caughtBy}${finding === null ? '' : `, ${finding}`}`;
    text += `${policy.name} (${about})\n${wrapText(changes, COLUMNS_MAX, INDENT).join('\n')}\n`;
  }
  const { length: designs } = seededBugs;
  return `${text}${designs} designs with one seeded bug, ${policyBugs.length} policies\n`;
}
