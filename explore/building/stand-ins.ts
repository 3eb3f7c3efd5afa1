import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KernelSources, Source } from './kernel-tree.ts';

/** The folder of the package that has our C files; the built suite lies one folder deeper. */
function folderOfC(): URL {
  const besides = new URL('../../c/', import.meta.url);
  return existsSync(besides) ? besides : new URL('../../../c/', import.meta.url);
}

function filesOf(room: string): readonly Source[] {
  const folder = new URL(`${room}/`, folderOfC());
  return readdirSync(fileURLToPath(folder))
    .toSorted()
    .map((name) => ({
      path: `c/${room}/${name}`,
      text: readFileSync(new URL(name, folder), 'utf8'),
    }));
}

/** The paths of the headers of the kernel for which `c/stand-ins/all.h` stands. */
export function standInHeaders(): readonly string[] {
  const names = readFileSync(new URL('stand-ins/headers', folderOfC()), 'utf8');
  return names
    .trimEnd()
    .split('\n')
    .map((name) => `include/${name}.h`);
}

/** The tree with our C files, and the headers that bring them to the kernel's files. */
export function withStandIns(tree: KernelSources): KernelSources {
  const headers = standInHeaders().map((path) => ({
    path,
    text: '#include "c/stand-ins/all.h"\n',
  }));
  const runtime = filesOf('runtime').filter(
    ({ path }) => path === tree.backing.runtime || !TREE_FILES.includes(path),
  );
  const kernels = tree.sources.map((source) =>
    source.path === MAPLE ? { ...source, path: 'include/kernel/maple_tree.h' } : source,
  );
  const maple = { path: MAPLE, text: '#include "c/stand-ins/maple.h"\n' };
  return { ...tree, sources: [...kernels, maple, ...filesOf('stand-ins'), ...runtime, ...headers] };
}

/** Ours stands before that of the kernel. */
const MAPLE = 'include/linux/maple_tree.h';
/** Of these, one is compiled. */
const TREE_FILES = ['c/runtime/maple.c', 'c/runtime/red-black.c'];
