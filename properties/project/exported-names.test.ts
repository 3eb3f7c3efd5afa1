/** One word for one thing: no two files export the same name. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const FOLDERS = [
  'model',
  'abstraction',
  'port',
  'impl',
  'explore',
  'report',
  'cli',
  'page',
  'bench',
];
/** A seeded bug may change a part that has the name of the original. */
const SEEDED_BUGS = join('impl', 'bugs', '');
const EXPORTED = /^export (?:abstract |async )*(?:class|interface|type|const|function\*?) (\w+)/gm;

function exportedNames(): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, readonly string[]>();
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, entry);
      if (!/\.tsx?$/.test(file) || file.startsWith(SEEDED_BUGS)) continue;
      for (const [, name = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(EXPORTED)) {
        files.set(name, [...(files.get(name) ?? []), file]);
      }
    }
  }
  return files;
}

test('every exported name means one thing: no two files export the same name', () => {
  const files = exportedNames();
  expect(files.size).toBeGreaterThan(500);
  const shared = [...files].filter(([, places]) => places.length > 1);
  expect(shared).toEqual([]);
});
