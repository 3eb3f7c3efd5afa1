import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { importDefault } from '../../explore/loading/import-default.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
const mine = join(folder, 'mine.ts');

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

const LOADS = new URL('../../dist/explore/loading/import-default.js', import.meta.url);

/**
 * The default export of a file, as the built package loads it. In tests, imports are not those of
 * Node.
 */
function loaded(name: string): unknown {
  const script = `import { importDefault } from '${LOADS.href}';
    console.log(JSON.stringify(await importDefault(process.argv[1])));`;
  const args = ['--input-type=module', '--eval', script, name];
  return JSON.parse(execFileSync('node', args, { encoding: 'utf8' }));
}

function write(value: number): void {
  const text =
    "import delays from './delays.json' with { type: 'json' };\nexport default delays;\n";
  writeFileSync(mine, text);
  writeFileSync(join(folder, 'delays.json'), `{ "value": ${value} }`);
}

beforeAll(() => {
  git('init', '--quiet');
  write(1);
  git('add', '.');
  git('commit', '--quiet', '--message', 'Mend: one');
  write(2);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file of a git revision', () => {
  test('a file of a git revision imports the JSON that is beside it in that revision', () => {
    expect(loaded(mine)).toEqual({ value: 2 });
    expect(loaded(`${mine}@HEAD`)).toEqual({ value: 1 });
  });

  test('a git revision can be given by a text and by a time, too', () => {
    for (const revision of [':/Mend: one', 'HEAD^{/Mend: one}', 'HEAD@{10:00}']) {
      expect(loaded(`${mine}@${revision}`)).toEqual({ value: 1 });
    }
  });

  test('an unknown git revision, or one without the file, is reported as such', async () => {
    const unknown = 'git knows no such revision with that file in it';
    for (const name of [
      `${mine}@HEAD~1`,
      `${mine}@:/two`,
      join(folder, 'other.ts@HEAD'),
      join(folder, 'no-folder', 'mine.ts@HEAD'),
    ]) {
      await expect(importDefault(name)).rejects.toThrow(`${name}: ${unknown}`);
    }
  });

  test('any other failure of git is reported in the words of git', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'iova-check-'));
    const none = join(outside, 'mine.ts@HEAD');
    const said = importDefault(none);
    await expect(said).rejects.toThrow(`${none}: fatal: not a git repository`);
    rmSync(outside, { recursive: true });
    vi.stubEnv('PATH', '/nowhere');
    const noGit = `${mine}@HEAD: git does not run: spawnSync git ENOENT`;
    await expect(importDefault(`${mine}@HEAD`)).rejects.toThrow(noGit);
  });
});
