import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commitIn, shortCommit, textBelow } from './git-commit.ts';
import { kernelName, kernelRef } from './kernel-name.ts';
import { type Backing, backingIn, BACKINGS } from './backing.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';

/** A file that is compiled: its path in the folder of the build, with `/`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The files of the allocator, which every kernel tree has. */
const ALLOCATOR = ['drivers/iommu/iova.c', 'include/linux/iova.h'] as const;

/** Fields of the domain that are read where it has them. */
const FIELDS = ['deferred_lo', 'deferred_hi', 'deferred_count', 'dma_32bit_pfn', 'maple_tree'];

/** What is compiled of a kernel tree. */
export interface KernelSources {
  readonly backing: Backing;
  /** Those of `FIELDS` that `iova.h` names. */
  readonly has: readonly string[];
  readonly sources: readonly Source[];
}

/** A kernel tree that is there. */
export interface FoundKernel {
  /** As the user may name it, for messages: "DIR" or "DIR@REVISION". */
  readonly as: string;
  /** The top folder of the tree. */
  readonly folder: string;
  /** In at least 12 hex digits; null: the files that lie in the folder. */
  readonly commit: string | null;
}

/**
 * The kernel tree of that name.
 * @throws UnloadableKernel if there is no such folder or no such revision
 */
export function kernelTree(name: string): FoundKernel {
  const { folder, revision } = kernelRef(name);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (folder === '') throw new UnloadableKernel(`${name}: name the top folder of a kernel tree`);
  if (stat === undefined) throw new UnloadableKernel(`${folder}: there is no such folder`);
  if (!stat.isDirectory()) {
    throw new UnloadableKernel(`${folder}: it is no folder: name the top folder of a kernel tree`);
  }
  if (revision === null) return { as: folder, folder, commit: null };
  const as = `${folder}@${revision}`;
  const found = commitIn(folder, revision);
  if (found.kind === 'none') {
    throw new UnloadableKernel(`${as}: ${whyNoCommit(found.why)}`);
  }
  return { as, folder, commit: shortCommit(folder, found.commit) };
}

function whyNoCommit(saidByGit: string): string {
  if (saidByGit === '') return 'git knows no such revision';
  if (/expected commit type/.test(saidByGit)) return 'it is no commit';
  return /not a git repository/.test(saidByGit) ? 'it is in no git repository' : saidByGit;
}

/**
 * The name of the same tree with the commit in place of the revision, which may mean another commit
 * a moment later: so all threads read the same files.
 * @throws UnloadableKernel if there is no such folder or no such revision
 */
export function pinnedKernel(name: string): string {
  const { folder, commit } = kernelTree(name);
  return commit === null ? name : kernelName(`${folder}@${commit}`);
}

/** The tree on which the allocator stands; a red-black tree if its files do not say. */
function backingOf(tree: FoundKernel): Backing {
  const found = ALLOCATOR.map((path) => backingIn(readOfKernel(tree, path) ?? ''));
  return found.find((backing) => backing !== null) ?? (BACKINGS['linux/rbtree.h'] as Backing);
}

/** The files of the kernel that are compiled. */
export function kernelFiles(tree: FoundKernel): readonly string[] {
  const { unit, headers } = backingOf(tree);
  return [...ALLOCATOR, unit, ...headers];
}

/**
 * The files of a kernel tree that are compiled.
 * @throws UnloadableKernel if one of them is not there
 */
export function readKernelTree(tree: FoundKernel): KernelSources {
  const sources = kernelFiles(tree).map((path) => {
    const text = readOfKernel(tree, path);
    if (text !== null) return { path, text };
    throw new UnloadableKernel(
      `${tree.as}: there is no ${path}: name the top folder of a kernel tree`,
    );
  });
  const header = sources.find(({ path }) => path === ALLOCATOR[1])?.text ?? '';
  const has = FIELDS.filter((name) => new RegExp(`\\b${name}\\b`).test(header));
  return { backing: backingOf(tree), has, sources };
}

/** The text of a file of the tree; null: it cannot be read. */
export function readOfKernel({ folder, commit }: FoundKernel, path: string): string | null {
  if (commit !== null) return textBelow(folder, path, commit);
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    return null;
  }
}
