import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { commitIn, commitOf, shortCommit } from './git-commit.ts';
import { kernelName, kernelRef, type PlaceRef, typedName } from './kernel-name.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';

/** A file or a folder that is there. */
export interface FoundPlace {
  /** As the user may name it, for messages: "PATH" or "PATH@REVISION". */
  readonly as: string;
  readonly path: string;
  /** In at least 12 hex digits; null: as it lies there. */
  readonly commit: string | null;
}

/** A kernel tree that is there, or an allocator with the tree that it belongs to. */
export interface FoundKernel {
  /** As the user has typed it, for messages. */
  readonly as: string;
  /** The file that is the allocator; null: that of the tree. */
  readonly file: FoundPlace | null;
  /** The top folder of the tree; null: all that is needed lies beside the file. */
  readonly tree: FoundPlace | null;
}

/**
 * The kernel of that name.
 * @throws UnloadableKernel if there is no such file, folder or revision
 */
export function kernelTree(name: string): FoundKernel {
  const as = typedName(name);
  if (as === '') throw new UnloadableKernel(`${name}: ${NAME_A_TREE}`);
  const { file, tree } = kernelRef(name);
  return {
    as,
    file: file === null ? null : foundFile(file),
    tree: tree === null ? null : foundFolder(tree),
  };
}

const NAME_A_TREE = 'name the top folder of a kernel tree';

function foundFile({ path, revision }: PlaceRef): FoundPlace {
  if (revision === null) return { as: path, path, commit: null };
  const as = `${path}@${revision}`;
  const found = commitOf(path, revision);
  if (found.kind === 'none') throw new UnloadableKernel(`${as}: ${whyNoCommit(found.why)}`);
  return { as, path, commit: shortCommit(dirname(path), found.commit) };
}

function foundFolder({ path, revision }: PlaceRef): FoundPlace {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (path === '') throw new UnloadableKernel(`kernel:@${revision ?? ''}: ${NAME_A_TREE}`);
  if (stat === undefined) throw new UnloadableKernel(whyNotThere(path));
  if (!stat.isDirectory()) {
    const what = stat.isFile() ? 'it is no folder' : 'it is neither a file nor a folder';
    throw new UnloadableKernel(`${path}: ${what}: ${NAME_A_TREE}`);
  }
  if (revision === null) return { as: path, path, commit: null };
  const as = `${path}@${revision}`;
  const found = commitIn(path, revision);
  if (found.kind === 'none') throw new UnloadableKernel(`${as}: ${whyNoCommit(found.why)}`);
  return { as, path, commit: shortCommit(path, found.commit) };
}

function whyNotThere(path: string): string {
  const [before = '', after] = path.split(',');
  if (after === undefined) return `${path}: there is no such file or folder`;
  const stat = statSync(before, { throwIfNoEntry: false });
  const what = stat === undefined ? 'there is no such file' : 'it is a folder';
  return `${before}: ${what}: name an iova.c before the comma, and a kernel tree after it`;
}

function whyNoCommit(saidByGit: string): string {
  if (saidByGit === '') return 'git knows no such revision';
  if (/expected commit type/.test(saidByGit)) return 'it is no commit';
  return /not a git repository/.test(saidByGit) ? 'it is in no git repository' : saidByGit;
}

/**
 * The name of the same kernel with commits in place of revisions, which may mean other commits a
 * moment later: so all threads read the same files.
 * @throws UnloadableKernel if there is no such file, folder or revision
 */
export function pinnedKernel(name: string): string {
  const { file, tree } = kernelTree(name);
  const places = [file, tree].filter((place) => place !== null);
  if (places.every(({ commit }) => commit === null)) return name;
  const pinned = places.map(({ path, commit }) => (commit === null ? path : `${path}@${commit}`));
  return kernelName(pinned.join(','));
}
