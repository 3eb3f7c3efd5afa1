import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KernelTree, unpackKernel } from './debian-kernel.ts';

/** `hardened` in C, and its seeded bugs as patches. */
const FIXTURE = fileURLToPath(new URL('../../fixtures/hardened/', import.meta.url));

/** The names of the seeded bugs in C: those of their twins in `impl/bugs/`. */
export const BUGS_IN_C: readonly string[] = readdirSync(join(FIXTURE, 'bugs'))
  .toSorted()
  .map((file) => file.replace(/\.patch$/, ''));

/**
 * The fixture on the maple tree of Debian's kernel.
 * @param bug the name of a seeded bug; null: none
 */
export function fixtureKernel(release: string, bug: string | null): KernelTree {
  const tree = unpackKernel(release);
  copyFileSync(join(FIXTURE, 'iova.c'), join(tree.folder, 'drivers/iommu/iova.c'));
  copyFileSync(join(FIXTURE, 'iova.h'), join(tree.folder, 'include/linux/iova.h'));
  if (bug !== null) {
    execFileSync('git', ['apply', join(FIXTURE, 'bugs', `${bug}.patch`)], { cwd: tree.folder });
  }
  return tree;
}
