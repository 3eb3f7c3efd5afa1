import { knownDesigns } from '../../impl/designs/known.ts';

/** The known designs, one a line, by what distinguishes them. */
export function formatDesigns(): string {
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
