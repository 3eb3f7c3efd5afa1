import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UnloadableKernel } from './unloadable-kernel.ts';

/** A file that is compiled: its path in the folder of the build, with `/`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The files of the allocator, which every kernel tree has. */
const ALLOCATOR = ['drivers/iommu/iova.c', 'include/linux/iova.h'] as const;

/** The tree on which an allocator stands. Its files are used as they are. */
export interface Backing {
  readonly name: 'maple' | 'rbtree';
  readonly unit: string;
  readonly headers: readonly string[];
  /** The file of `c/runtime/` that reads it. The other one's is left out. */
  readonly runtime: string;
}

const BACKINGS: Readonly<Record<Backing['name'], Backing>> = {
  maple: {
    name: 'maple',
    unit: 'lib/maple_tree.c',
    headers: ['include/linux/maple_tree.h'],
    runtime: 'c/runtime/maple.c',
  },
  rbtree: {
    name: 'rbtree',
    unit: 'lib/rbtree.c',
    headers: ['rbtree', 'rbtree_types', 'rbtree_augmented'].map(
      (name) => `include/linux/${name}.h`,
    ),
    runtime: 'c/runtime/red-black.c',
  },
};

/** Fields of the domain that are read where it has them. */
const FIELDS = ['deferred_lo', 'deferred_hi', 'deferred_count', 'dma_32bit_pfn', 'maple_tree'];

/** What is compiled of a kernel tree. */
export interface KernelTree {
  readonly backing: Backing;
  /** Those of `FIELDS` that `iova.h` names. */
  readonly has: readonly string[];
  readonly sources: readonly Source[];
}

/**
 * The files of a kernel tree that are compiled.
 * @param folder the top folder of the tree
 * @throws UnloadableKernel if one of them is not there
 */
export function readKernelTree(folder: string): KernelTree {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) {
    const hint = folder.includes('@') ? '; git revisions are not taken here yet' : '';
    throw new UnloadableKernel(`${folder}: there is no such folder${hint}`);
  }
  if (!stat.isDirectory()) {
    throw new UnloadableKernel(`${folder}: it is no folder: name the top folder of a kernel tree`);
  }
  const allocator = ALLOCATOR.map((path) => ({ path, text: read(folder, path) }));
  const text = allocator.map((source) => source.text).join('');
  const header = allocator[1]?.text ?? '';
  const backing = BACKINGS[/#include <linux\/maple_tree\.h>/.test(text) ? 'maple' : 'rbtree'];
  const others = [backing.unit, ...backing.headers].map((path) => ({
    path,
    text: read(folder, path),
  }));
  return {
    backing,
    has: FIELDS.filter((name) => new RegExp(`\\b${name}\\b`).test(header)),
    sources: [...allocator, ...others],
  };
}

function read(folder: string, path: string): string {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    throw new UnloadableKernel(
      `${folder}: ${path} cannot be read: name the top folder of a kernel tree`,
    );
  }
}
