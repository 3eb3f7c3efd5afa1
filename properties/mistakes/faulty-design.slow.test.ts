import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SMALL = ['--scope', 'cpus=1,pages=2', '--callers', 'well-behaved', '--jobs', '1'];

/** Writes a variation of `marker`. The text begins in line 3. */
function variation(name: string, text: string): string {
  const path = join(folder, name);
  const head = [
    "import { marker, step } from 'iova-check';",
    "export default { ...marker, name: 'x',",
  ];
  writeFileSync(path, [...head, text, '};', ''].join('\n'));
  return path;
}

/** The last line on standard error of a check of the file, without the name of the file. */
function saysOf(path: string): string {
  const { status, err } = iovaCheck('check', path, ...SMALL, '--runs', '20');
  expect(status).toBe(2);
  return `${err.trimEnd().split('\n').at(-1)}\n`.replaceAll(path, 'FILE');
}

describe('a variation that throws while it runs', () => {
  test('the line of a variation that throws is named, in one line of text', () => {
    const path = variation('own.ts', '  place(): never {\n    throw new TypeError("oops");\n  },');
    expect(saysOf(path)).toBe(
      'iova-check: FILE:4: a step throws: TypeError: oops. Mend that line; ' +
        'docs/variations.md has the rules for steps\n',
    );
  });

  test('the line of a variation is named if the suite throws below it', () => {
    const path = variation('below.ts', '  resetHint: (d) =>\n    d.tree.erase(null),');
    expect(saysOf(path)).toMatch(/^iova-check: FILE:4: a step throws: .*\n$/);
  });

  test('the line of a variation is named if it throws late, in a worker thread', () => {
    const path = variation('late.ts', '  *mark() {\n    yield step("x", () => null.y);\n  },');
    expect(saysOf(path)).toMatch(
      /^iova-check: FILE:4: a step throws: TypeError: Cannot read .*\n$/,
    );
  });

  test('the line of a file that a variation imports is named if it throws there', () => {
    const part = join(folder, 'part.ts');
    writeFileSync(part, 'export function fails(): never {\n  throw new Error("oops");\n}\n');
    const path = variation('importing.ts', '  place: (await import("./part.ts")).fails,');
    expect(saysOf(path)).toContain(`iova-check: ${part}:2: a step throws: Error: oops.`);
  });

  test('no file of the suite is named if no line of the variation was running', () => {
    const path = variation('outside.ts', '  place: undefined,');
    expect(saysOf(path)).toBe(
      'iova-check: FILE: there is no function place() (docs/variations.md has the rules for ' +
        'steps)\n',
    );
  });
});

test('compare notices a faulty side before it checks the other one', () => {
  const path = variation('faulty.ts', '  init() {\n    throw new TypeError("oops");\n  },');
  const { status, out, err } = iovaCheck('compare', 'marker', path, ...SMALL, '--runs', '20');
  expect([status, out]).toEqual([2, '']);
  expect(err.split('\n', 1).join()).toContain(`iova-check: ${path}:4: a step throws`);
});
