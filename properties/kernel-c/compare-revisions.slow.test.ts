/** The patch author's question, on the C itself: what does my last commit break? */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iovaCheck, MAIN } from '../cli/iova-check.ts';
import { changeFunction, type KernelTree, unpackKernel, whyNoKernel } from './debian-kernel.ts';

const SMALL = 'cpus=1,irqs=0,calls=4,pages=4,refusals=0,reserve=off,teardown=off';
const SEARCH = ['--callers', 'well-behaved', '--engine', 'shortest', '--scope', SMALL];

describe('two revisions of a kernel tree', () => {
  const missing = whyNoKernel('6.12');
  const out = mkdtempSync(join(tmpdir(), 'iova-check-runs-'));
  let tree: KernelTree | null = null;

  function git(...args: readonly string[]): string {
    const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org'];
    const given = { cwd: tree?.folder, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', [...who, ...args], given);
  }

  beforeAll(() => {
    if (missing !== null) return;
    tree = unpackKernel('6.12');
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'as it was');
    changeFunction(tree, '__cached_rbnode_delete_update', (body) =>
      body.replace(/\w+->max32_alloc_size = [^;]*;/, ';'),
    );
    git('commit', '--quiet', '--all', '--message', 'the hint stays');
  }, 300_000);

  afterAll(() => {
    tree?.remove();
    rmSync(out, { recursive: true });
  });

  test('compare says what the second one breaks, with a run that replays on it', (context) => {
    if (missing !== null || tree === null) return context.skip(missing ?? '');
    const [before, after] = [`kernel:${tree.folder}@HEAD~1`, `kernel:${tree.folder}@HEAD`];
    const asked = ['--property', 'AVL-1', ...SEARCH];
    const compared = iovaCheck('compare', before, after, ...asked, '--out', out);
    expect([compared.status, compared.out.split(':')[0]]).toEqual([
      1,
      'B breaks 1 property that A keeps',
    ]);
    // All threads were given the commit, and not the revision.
    expect(compared.out).toMatch(/--design kernel:\S+@[0-9a-f]{12,}\n/);
    expect(readdirSync(out)).toEqual(['b']);
    const run = readdirSync(join(out, 'b')).find((name) => name.includes('-free-erased'));
    expect(run).toMatch(/^kernel-linux-source-6\.12-[0-9a-f]{12,}-avl-1-/);
    const replayed = iovaCheck('replay', join(out, 'b', run ?? ''), '--design', after);
    expect([replayed.status, replayed.err]).toEqual([0, '']);
    expect(iovaCheck('compare', after, before, ...asked).status).toBe(0);
  });

  test('git bisect run finds the commit that breaks a property, without a checkout', (context) => {
    if (missing !== null || tree === null) return context.skip(missing ?? '');
    const bad = git('rev-parse', 'HEAD').trim();
    for (const text of ['one', 'two']) {
      writeFileSync(join(tree.folder, 'MAINTAINERS'), text);
      git('add', '.');
      git('commit', '--quiet', '--message', text);
    }
    git('bisect', 'start', '--no-checkout', 'HEAD', `${bad}~1`);
    const check = ['check', 'kernel:.@BISECT_HEAD', '--property', 'AVL-1', ...SEARCH, '--bisect'];
    expect(git('bisect', 'run', process.execPath, MAIN, ...check)).toContain(
      `${bad} is the first bad commit`,
    );
    git('bisect', 'reset');
  });
});
