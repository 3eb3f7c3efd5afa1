import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BACKINGS } from '../../explore/building/backing.ts';

/** The kernel's source as Debian packs it. */
export function tarball(release: string): string {
  return `/usr/src/linux-source-${release}.tar.xz`;
}

/** What is missing to check that kernel here, in words; null: nothing. */
export function whyNoKernel(release: string): string | null {
  for (const tool of ['clang', 'wasm-ld']) {
    if (spawnSync(tool, ['--version']).status !== 0) return `there is no ${tool} here`;
  }
  if (!existsSync(tarball(release)))
    return `Debian's linux-source-${release} is not installed here`;
  return null;
}

/** A kernel tree of these files alone, in a temporary folder. `remove()` it at the end. */
export interface KernelTree {
  readonly folder: string;
  remove(): void;
}

const ALLOCATOR = ['drivers/iommu/iova.c', 'include/linux/iova.h', 'Makefile'];
/** The kernel's own reader of KTAP. */
export const KUNIT = 'tools/testing/kunit';
/** The kernel's own reader of automata. */
export const AUTOMATA = 'tools/verification';

/**
 * The folder with what was unpacked of that kernel. To unpack it takes ten seconds, so the files
 * stay in the folder for temporary files, for other test files and other times.
 */
export function unpackedOnce(release: string): string {
  const root = `linux-source-${release}`;
  const files = Object.values(BACKINGS).flatMap(({ unit, headers }) => [unit, ...headers]);
  const wanted = [...ALLOCATOR, KUNIT, AUTOMATA, ...files].map((file) => `${root}/${file}`);
  const { size, mtimeMs } = statSync(tarball(release));
  const key = createHash('sha256')
    .update(JSON.stringify([wanted, size, mtimeMs]))
    .digest('hex');
  const kept = join(tmpdir(), `iova-check-debian-${key.slice(0, 16)}`);
  if (existsSync(kept)) return join(kept, root);
  const fresh = mkdtempSync(join(tmpdir(), 'iova-check-debian-'));
  const unpacked = spawnSync('tar', ['-xJf', tarball(release), '-C', fresh, ...wanted]);
  if (unpacked.status !== 0) throw new Error(`tar: ${unpacked.stderr.toString()}`);
  try {
    renameSync(fresh, kept);
  } catch {
    // Another process was faster.
    rmSync(fresh, { recursive: true });
  }
  return join(kept, root);
}

/** A copy of the files of Debian's kernel that a check reads. */
export function unpackKernel(release: string): KernelTree {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-tree-'));
  const top = join(folder, `linux-source-${release}`);
  cpSync(unpackedOnce(release), top, { recursive: true });
  return { folder: top, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Changes the body of one function of `iova.c`, which is found by its name. */
export function changeFunction(
  { folder }: KernelTree,
  name: string,
  change: (body: string) => string,
): void {
  const file = join(folder, 'drivers/iommu/iova.c');
  const text = readFileSync(file, 'utf8');
  // A definition begins its line, or its type does, and its body ends with the first such brace.
  const { index } = new RegExp(`^(?:\\w[^;{}()]*\\b)?${name}\\([^;{}]*\\)\\s*\\{`, 'm').exec(
    text,
  ) ?? {
    index: -1,
  };
  const end = text.indexOf('\n}\n', index);
  if (index < 0 || end < 0) throw new Error(`iova.c has no function ${name}()`);
  const changed = change(text.slice(index, end));
  if (changed === text.slice(index, end)) throw new Error(`nothing is changed in ${name}()`);
  writeFileSync(file, text.slice(0, index) + changed + text.slice(end));
}
