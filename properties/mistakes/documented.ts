import { readFileSync } from 'node:fs';

/** By mistake: what a section of docs/mistakes.md says that the command says. */
export function documentedIn(heading: string): ReadonlyMap<string, string> {
  const url = new URL('../../docs/mistakes.md', import.meta.url);
  const sections = readFileSync(url, 'utf8').split(/^#+ /m);
  const section = sections.find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/mistakes.md has no section "${heading}"`);
  return new Map(
    section
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (?:-|mistake )/.test(line))
      .map((line) => {
        const [, mistake = '', says = ''] = line.split('|').map((cell) => cell.trim());
        return [mistake, says] as const;
      }),
  );
}

/** What must stand in the command's line: "..." stands for what is left out. */
export function partsOf(documented: string | undefined): readonly string[] {
  const text = documented ?? 'this mistake is not in docs/mistakes.md';
  return text
    .replaceAll('`', '')
    .split('...')
    .map((part) => part.trim());
}
