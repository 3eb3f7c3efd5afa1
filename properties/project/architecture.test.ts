/** docs/architecture.md names what exists, and docs/exploration.md what is left out of states. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sourcesIn } from './layering.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const TEXT = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

/** A room that the text lists, and the number of its files. */
type Room = readonly [name: string, files: number];

/** The rooms of a layer that the text lists: "- `kernel/` (15): ..." after "**impl/**". */
function roomsIn(layer: string): readonly Room[] {
  const [, after = ''] = TEXT.split(`**${layer}/**`);
  const [list = ''] = after.split(/^(?:\*\*|## )/m);
  const heads = list.split('\n').filter((line) => line.startsWith('- '));
  return heads.flatMap((line) => {
    const [names = ''] = line.split(': ');
    return [...names.matchAll(/`([\w-]+)\/`(?: \((\d+)\))?/g)].map(([, name = '', files]): Room => [
      name,
      Number(files),
    ]);
  });
}

function foldersIn(layer: string): readonly Room[] {
  return readdirSync(join(ROOT, layer), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [name, sourcesIn(`${layer}/${name}`).length]);
}

describe('docs/architecture.md', () => {
  test.each(['impl', 'explore', 'report', 'cli', 'page'])(
    'docs/architecture.md lists the rooms of %s, each with the number of its files',
    (layer) => {
      expect(Object.fromEntries(roomsIn(layer))).toEqual(Object.fromEntries(foldersIn(layer)));
    },
  );

  test.each(['model', 'abstraction', 'port'])(
    'docs/architecture.md says how many files %s has',
    (layer) => {
      const [, said] = new RegExp(`^\\*\\*${layer}/\\*\\* \\((\\d+)\\) `, 'm').exec(TEXT) ?? [];
      expect(Number(said)).toBe(sourcesIn(layer).length);
    },
  );

  const stops = [...TEXT.matchAll(/^\d+\. `([^`]+)`, `(\w+)\(\)`/gm)];

  test('the walk of docs/architecture.md has at most a dozen stops', () => {
    expect(stops.length).toBeGreaterThan(8);
    expect(stops.length).toBeLessThanOrEqual(12);
    expect(TEXT.match(/^\d+\. /gm)).toHaveLength(stops.length);
  });

  test.each(stops.map(([, path = '', name = '']) => [path, name] as const))(
    'the walk of docs/architecture.md stops at code that exists: %s, %s()',
    (path, name) => {
      const folder = path.endsWith('/*.ts') ? dirname(path) : null;
      expect(existsSync(join(ROOT, folder ?? path))).toBe(true);
      const paths =
        folder === null
          ? [path]
          : readdirSync(join(ROOT, folder)).map((file) => join(folder, file));
      const texts = paths.map((file) => readFileSync(join(ROOT, file), 'utf8'));
      expect(texts.some((text) => new RegExp(`\\b${name}\\b\\(`).test(text))).toBe(true);
    },
  );
});

describe('docs/exploration.md', () => {
  const text = readFileSync(join(ROOT, 'docs/exploration.md'), 'utf8');
  const [, after = ''] = text.split('### What makes no difference is left out');
  const [section = ''] = after.split('\n#');
  const files = sourcesIn('abstraction').filter((file) => file.text.includes('Left out of '));

  test('docs/exploration.md lists files with differences that are left out of states', () => {
    expect(files.length).toBeGreaterThan(12);
  });

  test.each(files)('docs/exploration.md lists $path, which says why that is sound', (file) => {
    expect(section).toContain(`\`${basename(file.path)}\``);
    expect(file.text).toMatch(/Why that is sound:/);
  });

  test('docs/exploration.md lists no file of abstraction/ that is not there', () => {
    const listed = [...section.matchAll(/`([\w-]+\.ts)`/g)].map(([, name = '']) => name);
    const missing = listed.filter((name) => !existsSync(join(ROOT, 'abstraction', name)));
    expect(missing).toEqual([]);
  });
});
