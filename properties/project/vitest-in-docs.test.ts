/** docs/vitest.md quotes the examples that a test runs, and names what the entry exports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as entry from '../../vitest.ts';
import { ROOT } from './layering.ts';

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

const EXAMPLES = ['gate-policy.test.ts', 'gate-design.test.ts', 'random-runs.test.ts'];

test.each(EXAMPLES)('docs/vitest.md quotes %s in full, and a test runs it', (name) => {
  expect(read('docs/vitest.md')).toContain(`\`\`\`ts\n${read(`docs/examples/${name}`)}\`\`\``);
  expect(read('properties/expectations/packed.slow.test.ts')).toContain(`'${name}'`);
});

test('docs/vitest.md names every value that the entry exports, errors aside', () => {
  const names = Object.keys(entry).filter(
    (name) => !/^(?:expectContract|.*Expectation.*)$/.test(name),
  );
  expect(names.length).toBeGreaterThan(4);
  const text = read('docs/vitest.md');
  expect(names.filter((name) => !text.includes(`\`${name}`))).toEqual([]);
});

test('docs/vitest.md has the name of the file that is packed', () => {
  const { name, version } = JSON.parse(read('package.json')) as Record<'name' | 'version', string>;
  expect(read('docs/vitest.md')).toContain(`${name}-${version}.tgz`);
});
