import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KernelTree, unpackKernel } from './debian-kernel.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** The seeded bugs of `hardened` in C: their twins in `impl/bugs/` have the same names. */
export const BUGS_IN_C: readonly string[] = readdirSync(join(FIXTURES, 'hardened/bugs'))
  .toSorted()
  .map((file) => file.replace(/\.patch$/, ''));

/** A design in C on the maple tree of Debian's kernel. */
export function fixtureKernel(
  release: string,
  design: 'hardened' | 'llist' | 'tree-changes',
): KernelTree {
  const tree = unpackKernel(release);
  copyFileSync(join(FIXTURES, design, 'iova.c'), join(tree.folder, 'drivers/iommu/iova.c'));
  copyFileSync(join(FIXTURES, design, 'iova.h'), join(tree.folder, 'include/linux/iova.h'));
  return tree;
}

/** `hardened` in C with that seeded bug. */
export function seededKernel(release: string, bug: string): KernelTree {
  const tree = fixtureKernel(release, 'hardened');
  const patch = join(FIXTURES, 'hardened/bugs', `${bug}.patch`);
  execFileSync('git', ['apply', patch], { cwd: tree.folder });
  return tree;
}
