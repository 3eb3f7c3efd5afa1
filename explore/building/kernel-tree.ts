import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FoundKernel } from './found-kernel.ts';
import { textBelow } from './git-commit.ts';
import { type Backing, backingIn, BACKINGS } from './backing.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';

/** A file that is compiled: its path in the folder of the build, with `/`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** Where the user finds it; absent: it is ours. */
  readonly from?: string;
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

/** The tree on which the allocator stands; a red-black tree if its files do not say. */
function backingOf(kernel: FoundKernel): Backing {
  const found = ALLOCATOR.map((path) => backingIn(sourceOf(kernel, path)?.text ?? ''));
  return found.find((backing) => backing !== null) ?? (BACKINGS['linux/rbtree.h'] as Backing);
}

/** The files of the kernel that are compiled. */
export function kernelFiles(kernel: FoundKernel): readonly string[] {
  const { unit, headers } = backingOf(kernel);
  return [...ALLOCATOR, unit, ...headers];
}

/**
 * The files of a kernel that are compiled.
 * @throws UnloadableKernel if one of them is not there, or the file is no allocator
 */
export function readKernelTree(kernel: FoundKernel): KernelSources {
  const sources = kernelFiles(kernel).map((path) => {
    const source = sourceOf(kernel, path);
    if (source !== null) return source;
    throw new UnloadableKernel(whyMissing(kernel, path));
  });
  const [allocator, header] = ALLOCATOR.map(
    (name) => sources.find(({ path }) => path === name)?.text ?? '',
  );
  if (kernel.file !== null && !/\balloc_iova\s*\(/.test(allocator ?? '')) {
    throw new UnloadableKernel(
      `${kernel.file.as}: it defines no alloc_iova(): it is not the allocator of a kernel`,
    );
  }
  const has = FIELDS.filter((name) => new RegExp(`\\b${name}\\b`).test(header ?? ''));
  return { backing: backingOf(kernel), has, sources };
}

function whyMissing({ as, file, tree }: FoundKernel, path: string): string {
  if (file === null) return `${as}: there is no ${path}: name the top folder of a kernel tree`;
  const beside = `${file.as}: there is no ${basename(path)} beside it`;
  if (tree !== null) return `${beside}, and no ${path} in ${tree.as}`;
  return `${beside}: name the kernel tree that it belongs to, too: ${file.as},DIR`;
}

/**
 * A file of the kernel: one of its name beside the user's file, or else that of the tree. Null:
 * there is none.
 * @throws UnloadableKernel if it is there and cannot be read
 */
export function sourceOf({ file, tree }: FoundKernel, path: string): Source | null {
  if (file !== null) {
    const name = path === ALLOCATOR[0] ? basename(file.path) : basename(path);
    const text = textIn(dirname(file.path), name, file.commit);
    if (text !== null) return { path, text, from: fromOf(join(dirname(file.path), name), file) };
  }
  const text = tree === null ? null : textIn(tree.path, path, tree.commit);
  if (tree === null || text === null) return null;
  return { path, text, from: file === null ? path : fromOf(join(tree.path, path), tree) };
}

function fromOf(path: string, { commit }: { readonly commit: string | null }): string {
  return commit === null ? path : `${path}@${commit}`;
}

function textIn(folder: string, path: string, commit: string | null): string | null {
  if (commit !== null) return textBelow(folder, path, commit);
  const file = join(folder, path);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (['ENOENT', 'ENOTDIR'].includes(why)) return null;
    throw new UnloadableKernel(`${file}: it cannot be read (${why})`);
  }
}

/**
 * What distinguishes these sources from others: the commit of the tree, or the hash of the files
 * that are compiled.
 */
export function versionOf({ file, tree }: FoundKernel, { sources }: KernelSources): string {
  if (file === null && tree !== null && tree.commit !== null) return tree.commit;
  const hash = createHash('sha256');
  for (const { path, text } of sources) hash.update(`${path}\0${text}\0`);
  return `files-${hash.digest('hex').slice(0, 12)}`;
}
