/** One iova.c alone: beside what it needs, in a tree, or with a tree that is named. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kernelTree, pinnedKernel } from '../../explore/building/found-kernel.ts';
import { kernelRef } from '../../explore/building/kernel-name.ts';
import { readKernelTree, versionOf } from '../../explore/building/kernel-tree.ts';
import { tinyKernel } from './tiny-kernel.ts';

const tree = tinyKernel();
const { folder } = tree;
const inTree = join(folder, 'drivers/iommu/iova.c');
const other = mkdtempSync(join(tmpdir(), 'iova-check-'));
const alone = join(other, 'my,iova@2.c');
/** An allocator with the files of its tree beside it. */
const complete = join(other, 'complete');
const OF_TREE = ['lib/rbtree.c', 'include/linux/iova.h', 'include/linux/rbtree.h'];
const OTHERS = ['include/linux/rbtree_types.h', 'include/linux/rbtree_augmented.h'];

/** Where each file is found, by its path in a tree. */
function filesOf(name: string): ReadonlyMap<string, string | undefined> {
  const { sources } = readKernelTree(kernelTree(name));
  return new Map(sources.map(({ path, from }) => [path, from]));
}

function textOf(name: string): string {
  const { sources } = readKernelTree(kernelTree(name));
  return sources.find(({ path }) => path === 'drivers/iommu/iova.c')?.text ?? '';
}

function version(name: string): string {
  const kernel = kernelTree(name);
  return versionOf(kernel, readKernelTree(kernel));
}

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

beforeAll(() => {
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  writeFileSync(inTree, 'alloc_iova() as it lies there');
  writeFileSync(join(folder, 'drivers/iommu/new.c'), 'alloc_iova() of another name');
  writeFileSync(alone, 'alloc_iova() alone');
  mkdirSync(complete);
  for (const path of [...OF_TREE, ...OTHERS]) {
    cpSync(join(folder, path), join(complete, path.replace(/.*\//, '')));
  }
  writeFileSync(join(complete, 'iova.c'), 'alloc_iova() with all beside it');
  writeFileSync(join(complete, 'Makefile'), 'VERSION = 1\n');
  writeFileSync(join(other, 'note.txt'), 'hello');
});
afterAll(() => {
  tree.remove();
  rmSync(other, { recursive: true });
});

describe('an iova.c', () => {
  test('that stands in a tree means the tree, also in a revision', () => {
    expect(kernelRef(`kernel:${inTree}`)).toEqual(kernelRef(`kernel:${folder}`));
    expect(kernelRef(`kernel:${inTree}@HEAD`)).toEqual(kernelRef(`kernel:${folder}@HEAD`));
  });

  test('of another name in the folder of a tree replaces that of the tree', () => {
    const name = `kernel:${join(folder, 'drivers/iommu/new.c')}`;
    expect(textOf(name)).toBe('alloc_iova() of another name');
    expect(filesOf(name).get('lib/rbtree.c')).toBe(join(folder, 'lib/rbtree.c'));
  });

  test('with a tree is that tree with this file in it', () => {
    const files = filesOf(`kernel:${alone},${folder}`);
    expect(files.get('drivers/iommu/iova.c')).toBe(alone);
    expect(files.get('include/linux/iova.h')).toBe(join(folder, 'include/linux/iova.h'));
    expect(textOf(`kernel:${alone},${folder}`)).toBe('alloc_iova() alone');
  });

  test('with all it needs beside it needs no tree; what lies beside it wins over a tree', () => {
    const file = join(complete, 'iova.c');
    for (const name of [`kernel:${file}`, `kernel:${file},${folder}`]) {
      expect(textOf(name)).toBe('alloc_iova() with all beside it');
      expect(filesOf(name).get('include/linux/iova.h')).toBe(join(complete, 'iova.h'));
      expect(filesOf(name).get('lib/rbtree.c')).toBe(join(complete, 'rbtree.c'));
    }
  });

  test('and its tree may each be of a revision, which is turned into a commit once', () => {
    expect(textOf(`kernel:${inTree}@HEAD,${folder}`)).toContain('spin_lock_init');
    const pinned = pinnedKernel(`kernel:${alone},${folder}@HEAD`);
    expect(pinned).toMatch(new RegExp(`^kernel:${alone},${folder}@[0-9a-f]{12,}$`));
    expect(pinnedKernel(pinned)).toBe(pinned);
    expect(pinnedKernel(`kernel:${alone},${folder}`)).toBe(`kernel:${alone},${folder}`);
  });
});

describe('the version in names of designs', () => {
  test('is the commit of a tree, and else the hash of what is compiled', () => {
    expect(version(`kernel:${folder}@HEAD`)).toMatch(/^[0-9a-f]{12,}$/);
    expect(version(`kernel:${folder}`)).toMatch(/^files-[0-9a-f]{12}$/);
    expect(version(`kernel:${alone},${folder}`)).not.toBe(version(`kernel:${folder}`));
    expect(version(`kernel:${inTree},${folder}`)).toBe(version(`kernel:${folder}`));
  });
});

describe('mistakes', () => {
  const mistakes: readonly (readonly [name: string, says: string])[] = [
    [alone, `${alone}: there is no iova.h beside it: name the kernel tree that it belongs to, too`],
    [`${alone},${other}`, `${alone}: there is no iova.h beside it, and no include/linux/iova.h in`],
    [`${join(other, 'note.txt')},${folder}`, 'note.txt: it defines no alloc_iova(): it is not'],
    [`${alone},${join(other, 'none')}`, 'none: there is no such file or folder'],
    [`${alone},${inTree}`, 'iova.c: it is no folder: name the top folder of a kernel tree'],
    [`${folder},${folder}`, `${folder}: it is a folder: name an iova.c before the comma`],
    [`${join(other, 'none.c')},${folder}`, 'none.c: there is no such file: name an iova.c before'],
    [join(folder, 'drivers/iommu'), 'there is no drivers/iommu/iova.c: name the top folder'],
    [`${inTree}@nope,${folder}`, `${inTree}@nope: git knows no such revision with that file in it`],
    [`${alone}@HEAD,${folder}`, `${alone}@HEAD: it is in no git repository`],
    ['/dev/null', '/dev/null: it is neither a file nor a folder'],
  ];
  test.each(mistakes)('%s: %s', (name, says) => {
    expect(() => readKernelTree(kernelTree(`kernel:${name}`))).toThrow(says);
  });

  test('a file that cannot be read is not one that is missing', () => {
    const unreadable = join(other, 'unreadable');
    mkdirSync(join(unreadable, 'iova.h'), { recursive: true });
    writeFileSync(join(unreadable, 'iova.c'), 'alloc_iova()');
    const name = `kernel:${join(unreadable, 'iova.c')},${folder}`;
    expect(() => readKernelTree(kernelTree(name))).toThrow(
      `${join(unreadable, 'iova.h')}: it cannot be read (EISDIR)`,
    );
  });
});
