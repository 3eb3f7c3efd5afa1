/** The key of a user's file, as the built package loads it: in tests, imports are not Node's. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const DIST = new URL('../../dist/', import.meta.url).href;

/** Prints the key of a design under a policy; then it changes a file, and asks whether one is. */
const SCRIPT = `
  import { writeFileSync } from 'node:fs';
  import { loadDesign } from '${DIST}explore/loading/load-design.js';
  import { OwnCode } from '${DIST}explore/keeping/own-code.js';
  import { keyOfSubject } from '${DIST}explore/reuse/subject-key.js';
  const [design, policy, changed] = process.argv.slice(1);
  const ref = { design, policy: policy || null };
  await loadDesign(ref);
  const { isUnchanged, ...found } = await keyOfSubject(ref, new OwnCode());
  if (changed) writeFileSync(changed, '// changed');
  console.log(JSON.stringify({ ...found, unchanged: await isUnchanged?.() }));
`;

const MINE = `import { llist } from 'iova-check';
import { step } from './step.ts';
import delays from './delays.json' with { type: 'json' };
void step; void delays;
export default { ...llist, name: 'mine' };
`;
const POLICY = `import { flat10ms } from 'iova-check';
import './step.ts';
export default { ...flat10ms, name: 'my-policy' };
`;

describe('the key of a file of the user', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
    write('mine.ts', MINE);
    write('step.ts', "export { two as step } from './two.js';\n");
    write('two.js', 'export const two = 2;\n');
    write('delays.json', '[1]');
    write('policy.ts', POLICY);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const at = (name: string): string => (name === '' ? '' : join(folder, name));

  function write(name: string, text: string): void {
    writeFileSync(at(name), text);
  }

  function asked(...names: readonly string[]): Readonly<Record<string, unknown>> {
    const [design = 'mine.ts', policy = '', changed = ''] = names;
    const args = ['--input-type=module', '--eval', SCRIPT, at(design), at(policy), at(changed)];
    return JSON.parse(execFileSync('node', args, { encoding: 'utf8' })) as ReturnType<typeof asked>;
  }

  test.each([
    ['mine.ts', `${MINE}// changed`],
    ['step.ts', 'export const step = 2;\n'],
    ['two.js', 'export const two = 3;\n'],
    ['delays.json', '[2]'],
  ])('another text of %s, which the design is or imports, is another key', (name, text) => {
    const before = asked();
    expect(before).toMatchObject({ kind: 'known', unchanged: true });
    expect(asked()).toEqual(before);
    write(name, text);
    expect(asked()['key']).not.toBe(before['key']);
  });

  test('another text of the policy, or of what it imports, is another key', () => {
    const keys = [asked('mine.ts', 'policy.ts')['key'], asked()['key']];
    write('policy.ts', `${POLICY}// changed`);
    keys.push(asked('mine.ts', 'policy.ts')['key']);
    write('two.js', 'export const two = 3;\n');
    keys.push(asked('mine.ts', 'policy.ts')['key']);
    expect(new Set(keys).size).toBe(4);
  });

  test('a file that is changed while it is checked is noticed', () => {
    for (const name of ['mine.ts', 'two.js', 'delays.json']) {
      expect(asked('mine.ts', '', name)).toMatchObject({ kind: 'known', unchanged: false });
      write('mine.ts', MINE);
      write('two.js', 'export const two = 2;\n');
      write('delays.json', '[1]');
    }
  });

  test('a link is what it leads to', () => {
    symlinkSync(at('mine.ts'), at('link.ts'));
    const before = asked('link.ts');
    expect(before).toMatchObject({ kind: 'known' });
    write('two.js', 'export const two = 3;\n');
    expect(asked('link.ts')['key']).not.toBe(before['key']);
  });

  test('a package of modules is a part, with all that it imports', () => {
    mkdirSync(at('node_modules/steps'), { recursive: true });
    write('node_modules/steps/package.json', '{ "type": "module", "exports": "./index.js" }');
    write('node_modules/steps/index.js', "export { two } from './deep.js';\n");
    write('node_modules/steps/deep.js', 'export const two = 2;\n');
    write('two.js', "export { two } from 'steps';\n");
    const before = asked();
    expect(before).toMatchObject({ kind: 'known' });
    write('node_modules/steps/deep.js', 'export const two = 3;\n');
    expect(asked()['key']).not.toBe(before['key']);
  });

  test.each([
    ['a module of Node', "import 'node:fs';\nexport const two = 2;\n", 'node:fs'],
    ['CommonJS', "import './old.cjs';\nexport const two = 2;\n", 'old.cjs'],
  ])('a file that imports %s has no key, and the import is named', (_what, text, named) => {
    write('old.cjs', 'module.exports = require("node:fs");\n');
    write('two.js', text);
    const { kind, url, file } = asked();
    expect({ kind, file }).toEqual({ kind: 'unknown', file: at('mine.ts') });
    expect(url).toMatch(new RegExp(`${named}$`));
  });
});
