import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { designNameOf, kernelRef } from '../../explore/building/kernel-name.ts';
import { kernelTree, pinnedKernel } from '../../explore/building/found-kernel.ts';
import { readKernelTree } from '../../explore/building/kernel-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
/** Those of an allocator on a red-black tree. */
const FILES = [
  'drivers/iommu/iova.c',
  'lib/rbtree.c',
  ...['iova', 'rbtree', 'rbtree_types', 'rbtree_augmented'].map(
    (name) => `include/linux/${name}.h`,
  ),
];
/** A kernel tree at the top of a repository, and one below the top; and a bare repository. */
const top = join(folder, 'my@linux');
const below = join(top, 'below');
const bare = join(folder, 'bare.git');

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org'];
  return execFileSync('git', [...who, ...args], { cwd: top, encoding: 'utf8', stdio: 'pipe' });
}

function write(text: string): void {
  for (const tree of [top, below]) {
    for (const path of FILES) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), `${basename(tree)} ${path} ${text}`);
    }
  }
}

/** What the files of the tree say, without its name and their own. */
function read(name: string): ReadonlySet<string> {
  const { sources } = readKernelTree(kernelTree(name));
  return new Set(sources.map(({ path, text }) => text.replace(` ${path}`, '')));
}

beforeAll(() => {
  mkdirSync(below, { recursive: true });
  // Its name is the beginning of the other one's.
  mkdirSync(join(folder, 'my'));
  git('init', '--quiet');
  write('first');
  git('add', '.');
  git('commit', '--quiet', '--message', 'iommu/iova: first');
  write('second');
  git('commit', '--quiet', '--all', '--message', 'iommu/iova: second');
  rmSync(join(top, 'lib/rbtree.c'));
  git('commit', '--quiet', '--all', '--message', 'lib: no tree');
  write('not committed');
  git('clone', '--quiet', '--bare', top, bare);
}, 60_000);
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

describe('a kernel tree of a git revision', () => {
  test('its files are those of the revision, and nothing is checked out', () => {
    expect(read(`kernel:${top}`)).toEqual(new Set(['my@linux not committed']));
    expect(read(`kernel:${top}@HEAD~2`)).toEqual(new Set(['my@linux first']));
    expect(read(`kernel:${top}@HEAD~1`)).toEqual(new Set(['my@linux second']));
  });

  test('it may lie below the top of the repository, or in a bare one', () => {
    expect(read(`kernel:${below}@HEAD~2`)).toEqual(new Set(['below first']));
    expect(read(`kernel:${bare}@HEAD~2`)).toEqual(new Set(['my@linux first']));
  });

  test('the revision may be a text or a time, and have an "@" or ":" in it', () => {
    for (const revision of [':/iova: second', 'HEAD^{/iova: second}', 'HEAD@{1}', '@~1']) {
      expect(read(`kernel:${top}@${revision}`)).toEqual(new Set(['my@linux second']));
    }
  });

  test('an environment that git sets for hooks does not lead elsewhere', () => {
    vi.stubEnv('GIT_DIR', bare);
    vi.stubEnv('GIT_INDEX_FILE', join(folder, 'none'));
    expect(pinnedKernel(`kernel:${top}@HEAD`)).toMatch(/@[0-9a-f]{12,}$/);
  });

  test('a revision is turned into a commit once, so that all threads read the same', () => {
    const commit = git('rev-parse', '--short=12', 'HEAD~1').trim();
    const pinned = pinnedKernel(`kernel:${top}@HEAD~1`);
    expect(pinned).toBe(`kernel:${top}@${commit}`);
    expect(pinnedKernel(pinned)).toBe(pinned);
    expect(pinnedKernel(`kernel:${top}`)).toBe(`kernel:${top}`);
  });

  const mistakes: readonly (readonly [name: string, says: string])[] = [
    [`kernel:${top}@nope`, `${top}@nope: git knows no such revision`],
    [`kernel:${top}@HEAD~1:lib`, `${top}@HEAD~1:lib: it is no commit`],
    [`kernel:${folder}@HEAD`, `${folder}@HEAD: it is in no git repository`],
    [`kernel:${folder}/none@HEAD`, `${folder}/none: there is no such file or folder`],
    ['kernel:@HEAD', 'kernel:@HEAD: name the top folder of a kernel tree'],
    [`kernel:${top}@HEAD`, 'there is no lib/rbtree.c'],
  ];
  test.each(mistakes)('%s: %s', (name, says) => {
    expect(() => read(name)).toThrow(says);
  });
});

describe('names of kernel trees', () => {
  test('the longest folder that is there is meant', () => {
    const tree = (path: string, revision: string | null) => ({
      file: null,
      tree: { path, revision },
    });
    expect(kernelRef(`kernel:${top}@HEAD@{1}`)).toEqual(tree(top, 'HEAD@{1}'));
    expect(kernelRef(`kernel:${top}`)).toEqual(tree(top, null));
    expect(kernelRef('kernel:none@a@b')).toEqual(tree('none', 'a@b'));
  });

  test('the name in run files has the version, whatever the folder is called', () => {
    expect(designNameOf('/x/li nux', '0')).toBe('kernel-li-nux-0');
    expect(designNameOf('/x/linux', '0123456789ab')).toBe('kernel-linux-0123456789ab');
    const long = designNameOf(`/x/${'l'.repeat(100)}`, '0123456789ab');
    expect(long).toMatch(/^kernel-l+-0123456789ab$/);
    expect(long).toHaveLength(64);
  });
});
