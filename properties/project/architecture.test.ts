/** docs/architecture.md names what exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const TEXT = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

/** The rooms of a layer that the text lists: "- `kernel/`: ..." after "**impl/**". */
function roomsIn(layer: string): readonly string[] {
  const [, after = ''] = TEXT.split(`**${layer}/**`);
  const [list = ''] = after.split(/^(?:\*\*|## )/m);
  const heads = list.split('\n').filter((line) => line.startsWith('- '));
  return heads.flatMap((line) => {
    const [names = ''] = line.split(': ');
    return [...names.matchAll(/`([\w-]+)\/`/g)].map(([, name = '']) => name);
  });
}

function foldersIn(layer: string): readonly string[] {
  return readdirSync(join(ROOT, layer), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

describe('docs/architecture.md', () => {
  test.each(['impl', 'explore', 'report', 'cli'])(
    'docs/architecture.md lists the rooms of %s',
    (layer) => {
      expect(roomsIn(layer).toSorted()).toEqual(foldersIn(layer).toSorted());
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
