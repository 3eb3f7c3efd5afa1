import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commitIn, shortCommit, textBelow } from './git-commit.ts';
import { kernelName, kernelRef } from './kernel-name.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';

/** A file that is compiled: its path in the folder of the build, with `/`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The files of the kernel that are compiled as they are, with every access looked at. */
export const KERNEL_UNITS = ['drivers/iommu/iova.c', 'lib/rbtree.c'] as const;

/** The headers of the kernel that are used as they are. For all others there are stand-ins. */
const KERNEL_HEADERS = ['iova', 'rbtree', 'rbtree_types', 'rbtree_augmented'].map(
  (name) => `include/linux/${name}.h`,
);

/** All files of the kernel that are read. */
export const KERNEL_FILES: readonly string[] = [...KERNEL_UNITS, ...KERNEL_HEADERS];

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

/**
 * The files of a kernel tree that are compiled.
 * @throws UnloadableKernel if one of them is not there
 */
export function readKernelTree(tree: FoundKernel): readonly Source[] {
  return KERNEL_FILES.map((path) => {
    const text = readOfKernel(tree, path);
    if (text !== null) return { path, text };
    throw new UnloadableKernel(
      `${tree.as}: there is no ${path}: name the top folder of a kernel tree`,
    );
  });
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
