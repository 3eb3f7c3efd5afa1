import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

/**
 * The files of a kernel tree that are compiled.
 * @param folder the top folder of the tree
 * @throws UnloadableKernel if one of them is not there
 */
export function readKernelTree(folder: string): readonly Source[] {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) {
    const hint = folder.includes('@') ? '; git revisions are not taken here yet' : '';
    throw new UnloadableKernel(`${folder}: there is no such folder${hint}`);
  }
  if (!stat.isDirectory()) {
    throw new UnloadableKernel(`${folder}: it is no folder: name the top folder of a kernel tree`);
  }
  return [...KERNEL_UNITS, ...KERNEL_HEADERS].map((path) => ({ path, text: read(folder, path) }));
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
