/** What is wrong with a kernel tree, or with the tools, is said in one line. Nothing is left. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { iovaCheck, MAIN } from '../cli/iova-check.ts';
import type { KernelTree } from './debian-kernel.ts';
import { LINE_OF_BODY, tinyKernel, whyNoCompiler } from './tiny-kernel.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
const [temporary, cache] = [join(folder, 'tmp'), join(folder, 'cache')];
mkdirSync(temporary);
let tree: KernelTree | null = null;

afterEach(() => {
  tree?.remove();
  rmSync(cache, { recursive: true, force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Checks a kernel, must end with 2, and returns the line that it says. */
function lineOf(kernel: string, path = process.env['PATH']): string {
  const scope = 'cpus=1,irqs=0,calls=2,pages=2,refusals=0,reserve=off,teardown=off';
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, 'check', '--kernel', kernel, '--engine', 'shortest', '--scope', scope],
    {
      encoding: 'utf8',
      env: { ...process.env, PATH: path, TMPDIR: temporary, XDG_CACHE_HOME: cache },
    },
  );
  expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  expect(readdirSync(temporary)).toEqual([]);
  return stderr.trimEnd();
}

function lineOfBody(body: string): string {
  tree = tinyKernel(body);
  return lineOf(tree.folder);
}

describe('tools', () => {
  const clang = 'Debian clang version 14.0.6';
  const lld = 'Debian LLD 14.0.6 (compatible with GNU linkers)';
  const tools: readonly (readonly [string, { clang?: string; 'wasm-ld'?: string }, string])[] = [
    ['no clang', { 'wasm-ld': lld }, 'there is no clang: install clang and lld, 14 or newer'],
    ['no wasm-ld', { clang }, 'there is no wasm-ld: install clang and lld, 14 or newer'],
    [
      'an old clang',
      { clang: 'Debian clang version 11.0.1-2', 'wasm-ld': lld },
      'clang has version 11: install clang and lld, 14 or newer',
    ],
    ['an old wasm-ld', { clang, 'wasm-ld': 'LLD 9.0.0' }, 'wasm-ld has version 9: install'],
    ['a clang that is none', { clang: 'hello', 'wasm-ld': lld }, 'clang --version names no'],
  ];
  test.each(tools)('%s', (name, versions, says) => {
    const bin = join(folder, name.replaceAll(' ', '-'));
    mkdirSync(bin);
    for (const [tool, version] of Object.entries(versions)) {
      writeFileSync(join(bin, tool), `#!/bin/sh\necho '${version}'\n`);
      chmodSync(join(bin, tool), 0o755);
    }
    tree = tinyKernel();
    expect(lineOf(tree.folder, bin)).toContain(`${tree.folder}: ${says}`);
  });
});

const missing = whyNoCompiler();
const at = `drivers/iommu/iova.c:${LINE_OF_BODY}`;

describe.skipIf(missing !== null)(`a kernel tree${missing === null ? '' : ` (${missing})`}`, () => {
  const bodies: readonly (readonly [what: string, body: string, says: string])[] = [
    ['an unknown function', 'unheard_of(1);', `${at} uses unheard_of(), for which there is no`],
    ['an unknown symbol', 'return UNHEARD_OF;', `${at} uses UNHEARD_OF, for which there is no`],
    [
      'a function that only a header knows',
      'if (declared_only(size)) return NULL;',
      `${at} uses declared_only(), for which there is no stand-in`,
    ],
    [
      'a header of another revision',
      'd->newer = 1;',
      `${at} uses newer of struct iova_domain, which has no such member: are`,
    ],
    ['a mistake in the C', 'return (;', `${at}: clang says: expected expression`],
    ['a loop without end', 'for (;;) ;', '"alloc_iova: call", alloc_iova() loops without end'],
    [
      'a loop without end that computes',
      'for (unsigned long n = size; n | 1; n = 3 * n + limit) if (n == size - 1) return NULL;',
      'loops without end',
    ],
    [
      'a recursion without end',
      'if (alloc_iova(d, size + 1, limit, up)) return NULL;',
      'alloc_iova() calls itself without end',
    ],
    [
      'a recursion without end that keeps something',
      'volatile char kept[100]; kept[size % 100] = 1; alloc_iova(d, size + kept[0], limit, up);',
      'it uses more stack than a call has here',
    ],
    [
      'a step that logs more lines than are noted',
      'for (int n = 0; n < 17000; n++) pr_warn("again");',
      'it uses more frees, log lines and the like in one step than are noted, for which',
    ],
  ];
  test('no mistake: a function that is called through a pointer stops where it must', () => {
    tree = tinyKernel(
      'void (*volatile f)(spinlock_t *, bool, const struct ic_place *) = ic_lock;' +
        'f(&d->lock, true, IC_PLACE("spin_lock_irq")); spin_unlock_irq(&d->lock);',
    );
    const scope = 'cpus=2,calls=2,pages=2,refusals=0,reserve=off,teardown=off';
    const search = ['--engine', 'shortest', '--property', 'LCK-1', '--scope', scope];
    const { status, out } = iovaCheck('check', '--kernel', tree.folder, ...search);
    expect(status).toBe(0);
    expect(out).toMatch(/^LCK-1 +holds/m);
  });

  test.each(bodies)('%s', (_what, body, says) => {
    expect(lineOfBody(body)).toContain(says);
  });

  const trees: readonly (readonly [what: string, files: Record<string, string>, says: string])[] = [
    [
      'a header without a stand-in',
      { 'drivers/iommu/iova.c': '\n#include <linux/unheard_of.h>\n' },
      'drivers/iommu/iova.c:2 includes <linux/unheard_of.h>, for which there is no stand-in',
    ],
    [
      'an iova.c that is no allocator',
      { 'drivers/iommu/iova.c': '#include <linux/iova.h>\n/* alloc_iova() is elsewhere */\n' },
      'drivers/iommu/iova.c defines no alloc_iova(): it is not the allocator of a kernel',
    ],
    [
      'an iova.h that is none',
      { 'drivers/iommu/iova.c': '', 'include/linux/iova.h': '' },
      'include/linux/iova.h does not fit the calls that are made here',
    ],
  ];
  test.each(trees)('%s', (_what, files, says) => {
    tree = tinyKernel('', files);
    expect(lineOf(tree.folder)).toContain(says);
  });

  test('a folder that has no such file', () => {
    tree = tinyKernel();
    rmSync(join(tree.folder, 'lib/rbtree.c'));
    expect(lineOf(tree.folder)).toContain(`${tree.folder}: there is no lib/rbtree.c`);
  });

  test('Ctrl-C while it is compiled leaves nothing behind', async () => {
    tree = tinyKernel();
    const env = { ...process.env, TMPDIR: temporary, XDG_CACHE_HOME: cache };
    const check = spawn(process.execPath, [MAIN, 'check', '--kernel', tree.folder], { env });
    const ended = once(check, 'exit');
    await expect.poll(() => readdirSync(temporary).length, { timeout: 20_000 }).toBe(1);
    check.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
