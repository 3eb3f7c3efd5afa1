import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OwnCode } from '../../explore/keeping/own-code.ts';
import { knownDesigns } from '../../impl/designs/known.ts';

const FILES: Readonly<Record<string, string>> = {
  'model/law.ts': '',
  'abstraction/a.ts': '',
  'port/p.ts': '',
  'impl/designs/known.ts': "import { one } from './one.ts';\nimport { two } from './two.ts';",
  'impl/designs/design.ts': '',
  'impl/designs/one.ts': "import { step } from './step.ts';",
  'impl/designs/step.ts': "import { deep } from './deep.ts';",
  'impl/designs/deep.ts': '',
  'impl/designs/two.ts': '',
  'impl/bugs/bug.ts': "import { two } from '../designs/two.ts';",
  'explore/checking/search.ts':
    "import type { Design } from '../../impl/designs/design.ts';\n" +
    "import { knownDesigns } from '../../impl/designs/known.ts';",
  'report/words.ts': '',
  'cli/main.ts': '',
  'index.ts': '',
};

describe('the keys of our own code', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'iova-check-'));
    for (const [name, text] of Object.entries(FILES)) write(name, text);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }

  /** Which keys another text of the file changes. */
  function changedBy(name: string): readonly string[] {
    const before = new OwnCode(root);
    write(name, `${FILES[name]}\n// changed`);
    const now = new OwnCode(root);
    return [
      ...(before.engine === now.engine ? [] : ['engine']),
      ...['one', 'two'].filter((design) => before.design(design) !== now.design(design)),
      ...(before.all === now.all ? [] : ['all']),
    ];
  }

  test.each([
    ['model/law.ts', ['engine', 'all']],
    ['abstraction/a.ts', ['engine', 'all']],
    ['port/p.ts', ['engine', 'all']],
    ['explore/checking/search.ts', ['engine', 'all']],
    ['impl/designs/design.ts', ['engine', 'all']],
    ['impl/designs/one.ts', ['one', 'all']],
    ['impl/designs/step.ts', ['one', 'all']],
    ['impl/designs/deep.ts', ['one', 'all']],
    ['impl/designs/two.ts', ['two', 'all']],
    ['impl/bugs/bug.ts', ['all']],
    ['report/words.ts', ['all']],
    ['index.ts', ['all']],
    ['cli/main.ts', []],
  ])('another text of %s changes the keys of %j', (name, keys) => {
    expect(changedBy(name)).toEqual(keys);
  });

  test('a file that comes, goes or is renamed changes the key', () => {
    const before = new OwnCode(root).engine;
    cpSync(join(root, 'model/law.ts'), join(root, 'model/rule.ts'));
    const more = new OwnCode(root).engine;
    rmSync(join(root, 'model/law.ts'));
    expect(new Set([before, more, new OwnCode(root).engine]).size).toBe(3);
  });

  test('what only declares types of what was built is no code', () => {
    const { all } = new OwnCode(root);
    write('model/law.d.ts', 'export {};');
    expect(new OwnCode(root).all).toBe(all);
  });

  test('a design that does not lie where its name says has no key', () => {
    expect(new OwnCode(root).design('bug')).toBeNull();
  });
});

test('each known design lies in the file of its name', async () => {
  for (const design of knownDesigns) {
    const file = new URL(`../../impl/designs/${design.name}.ts`, import.meta.url);
    // oxlint-disable-next-line no-await-in-loop
    const own = (await import(file.href)) as object;
    expect(Object.values(own)).toContain(design);
    expect(new OwnCode().design(design.name)).not.toBeNull();
  }
});
