import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { MAIN } from '../cli/iova-check.ts';
import type { KernelTree } from './debian-kernel.ts';
import { tinyKernel, whyNoCompiler } from './tiny-kernel.ts';

const cache = mkdtempSync(join(tmpdir(), 'iova-check-cache-'));
let tree: KernelTree | null = null;

function doctor(...args: readonly string[]): readonly [status: number | null, ...said: string[]] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'doctor', ...args], {
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  return [status, stdout, stderr];
}

afterEach(() => tree?.remove());
afterAll(() => rmSync(cache, { recursive: true }));

const missing = whyNoCompiler();

describe.skipIf(missing !== null)(`doctor${missing === null ? '' : ` (${missing})`}`, () => {
  test('a tree that can be checked: what is found, and 0; it is compiled once', () => {
    tree = tinyKernel();
    const [status, out, err] = doctor('--kernel', tree.folder);
    expect([status, err]).toEqual([0, '']);
    for (const row of [
      /^clang +\S.*\d+\./m,
      /^wasm-ld +\S.*\d+\./m,
      /^binaryen +\d+\./m,
      new RegExp(`^node +${process.version}$`, 'm'),
      /^version +6\.99\.0$/m,
      /^allocator +red-black tree$/m,
      /^headers +all others have a stand-in$/m,
      /^compiled +not yet$/m,
      /can work\.$/m,
    ]) {
      expect(out).toMatch(row);
    }
    const [, again] = doctor('--kernel', tree.folder);
    expect(again).toContain(`\ncompiled    ${cache}/iova-check/`);
  });

  test('each header without a stand-in is named with its line, each missing file is, and 2', () => {
    const headers = '\n#include <linux/rbtree.h>\n#include "none.h"\n';
    tree = tinyKernel('', { 'include/linux/iova.h': headers });
    rmSync(join(tree.folder, 'lib/rbtree.c'));
    const [status, out, err] = doctor('--kernel', tree.folder);
    expect(status).toBe(2);
    expect(out).toMatch(/NO STAND-IN: include\/linux\/iova\.h:3 includes <none\.h>/);
    expect(out).toMatch(/^allocator +red-black tree$/m);
    expect(out).toMatch(/lib\/rbtree\.c IS MISSING/);
    expect(err).toBe(
      `iova-check: ${tree.folder}: there is no lib/rbtree.c: name the top folder of a ` +
        'kernel tree\n',
    );
  });

  test('C whose first calls do not end cannot be checked', () => {
    tree = tinyKernel('for (;;) ;');
    const [status, , err] = doctor('--kernel', tree.folder);
    expect([status, err?.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(err).toContain('loops without end');
  });
});

test('without clang, doctor says how to get it', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'doctor'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: cache },
  });
  expect(status).toBe(2);
  expect(stdout).toMatch(/^clang +NOT FOUND$/m);
  expect(stderr).toMatch(/^iova-check: there is no clang: install clang and lld.*\n$/);
});
