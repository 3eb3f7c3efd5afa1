/** The recipes of `docs/ci.md`: they parse, and name options and formats that there are. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { OPTIONS } from '../../cli/arguments/options.ts';
import { FORMAT_NAMES } from '../../report/formats/format-names.ts';

const TEXT = readFileSync('docs/ci.md', 'utf8');

/** The blocks of the page in that language. */
function blocks(language: string): readonly string[] {
  const fences = TEXT.matchAll(new RegExp(`^\`\`\`${language}\\n(?<body>.*?)^\`\`\``, 'gms'));
  return [...fences].map(({ groups }) => groups?.['body'] ?? '');
}

describe('the recipes for CI', () => {
  test('the recipes in YAML parse, each with the check as a command', () => {
    const recipes = blocks('yaml').map((text) => JSON.stringify(parse(text)));
    expect(recipes).toHaveLength(2);
    for (const recipe of recipes) expect(recipe).toContain('env -u CI npx iova-check check ');
  });

  test('the recipe for a shell is one', () => {
    const [shell = ''] = blocks('sh');
    expect(spawnSync('sh', ['-n'], { input: shell }).status).toBe(0);
    expect(shell).toContain('iova-check');
  });

  test('the recipes name options that there are, and every format that CI reads', () => {
    const commands = TEXT.match(/check --kernel.*(?:\n\s+--.*)*/g) ?? [];
    expect(commands).toHaveLength(3);
    const options = commands.flatMap((command) => command.match(/--[a-z][a-z-]+/g) ?? []);
    const known = Object.values(OPTIONS).map((make) => make().long);
    for (const option of options) expect(known).toContain(option);
    const named = new Set(Array.from(TEXT.matchAll(/--report ([a-z-]+)=/g), ([, name]) => name));
    const formats = [...FORMAT_NAMES];
    expect(formats).toEqual(expect.arrayContaining([...named]));
    expect(formats.filter((name) => !named.has(name))).toEqual(['html', 'itf', 'mail']);
  });
});
