import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HEAP_BEGINS } from '../../impl/c/c-module.ts';
import { addAsyncify, ASYNCIFY } from './add-asyncify.ts';
import { runTool } from './build-tools.ts';
import type { KernelSources } from './kernel-tree.ts';
import { WITH_LINES, withLinesOfAccesses } from './lines-of-accesses.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';
import { asNamedByUser, whyNotCompiled, whyNotLinked } from './why-not-built.ts';

/** What every file is compiled with. 64 bit, so that pages and pointers are what they are there. */
const TARGET = ['--target=wasm64-unknown-unknown', '-mbulk-memory', '-mmutable-globals'];
const COMMON = [
  ...TARGET,
  '-std=gnu11',
  '-nostdinc',
  '-fno-builtin',
  '-fno-strict-aliasing',
  '-fno-finite-loops',
  '-Werror=implicit-function-declaration',
  '-Werror=implicit-int',
  '-include',
  'c/stand-ins/all.h',
  '-Iinclude',
  '-I.',
];
/**
 * The kernel's files: the compiler calls `c/runtime/heap.c` before each load and store, and in
 * each block.
 */
const OF_KERNEL = [
  '-O1',
  '-fsanitize-coverage=edge,trace-pc,trace-loads,trace-stores',
  // Every block: a loop of one block has no edge that must be looked at to know them all.
  '-mllvm',
  '-sanitizer-coverage-prune-blocks=0',
  WITH_LINES,
];
/** What the compiler has optimised is only translated. */
const OF_LLVM = [...TARGET, '-O1', '-Xclang', '-disable-llvm-passes'];
const OF_RUNTIME = ['-O2'];

const LINK = ['-mwasm64', '--no-entry', `--global-base=${HEAP_BEGINS}`, '--export=__stack_pointer'];
/**
 * The tree's own file: it never stops in the middle, and only it uses its nodes. The red-black tree
 * uses the range objects, so its accesses are looked at.
 */
const OF_TREE = { maple: ['-O2', '-DIC_TREE_FILE'], rbtree: OF_KERNEL };
/** The functions of the tree in whose place the linker puts those of `c/runtime/red-black.c`. */
const WRAPPED = { maple: [], rbtree: ['--wrap=rb_insert_color', '--wrap=rb_erase'] };

/** A change of how modules are built must change this: it is a part of the key of the cache. */
export const RECIPE = JSON.stringify([
  COMMON,
  OF_KERNEL,
  OF_LLVM,
  OF_RUNTIME,
  OF_TREE,
  LINK,
  WRAPPED,
  ASYNCIFY,
]);

/** A file that is compiled, and the compiler's own arguments for it. */
interface Unit {
  readonly path: string;
  readonly flags: readonly string[];
}

/** These are linked before and after the files of the kernel. */
const BEGINS = 'c/runtime/statics-begin.c';
const ENDS = 'c/runtime/statics-end.c';

function unitsOf({ backing, has, sources }: KernelSources): readonly Unit[] {
  const fields = has.map((name) => `-DIC_HAS_${name}`);
  const runtime = sources
    .map(({ path }) => path)
    .filter((path) => /^c\/runtime\/.*\.c$/.test(path));
  const ours = runtime.map((path) => ({ path, flags: [...OF_RUNTIME, ...fields] }));
  const named = (name: string): readonly Unit[] => ours.filter(({ path }) => path === name);
  // The linker puts static variables into memory in the order of the files.
  return [
    ...named(BEGINS),
    { path: 'drivers/iommu/iova.c', flags: OF_KERNEL },
    { path: backing.unit, flags: OF_TREE[backing.name] },
    ...named(ENDS),
    ...ours.filter(({ path }) => path !== BEGINS && path !== ENDS),
  ];
}

/**
 * Compiles and links the files in a temporary folder, which it removes.
 * @param subject the kernel tree, for messages
 * @throws UnloadableKernel if the compiler or the linker reports an error
 */
export async function compileKernel(subject: string, tree: KernelSources): Promise<Uint8Array> {
  return inTemporaryFolder(async (folder) => compileIn(folder, subject, tree));
}

async function compileIn(
  folder: string,
  subject: string,
  tree: KernelSources,
): Promise<Uint8Array> {
  for (const { path, text } of tree.sources) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const units = unitsOf(tree);
  const objects = units.map((_unit, at) => `${at}.o`);
  // One after the other: of several errors, the same one is reported each time.
  for (const [at, unit] of units.entries()) {
    // oxlint-disable-next-line no-await-in-loop
    const wrong = await compileUnit(folder, unit, `${at}`);
    if (wrong === null) continue;
    const why = asNamedByUser(whyNotCompiled(wrong, tree.sources), tree.sources);
    throw new UnloadableKernel(`${subject}: ${why}`);
  }
  const linked = [...LINK, ...WRAPPED[tree.backing.name], ...objects, '-o', 'kernel.wasm'];
  const { ended, err } = await runTool('wasm-ld', linked, folder);
  if (ended !== 'well') {
    const paths = units.map(({ path }) => path);
    const why = asNamedByUser(whyNotLinked(err, paths, tree.sources), tree.sources);
    throw new UnloadableKernel(`${subject}: ${why}`);
  }
  return addAsyncify(readFileSync(join(folder, 'kernel.wasm')));
}

/** Compiles a file to `NAME.o`. Returns what the compiler says if it fails, else null. */
async function compileUnit(
  folder: string,
  { path, flags }: Unit,
  name: string,
): Promise<string | null> {
  const clang = async (...args: readonly string[]): Promise<string | null> => {
    const { ended, err } = await runTool('clang', args, folder);
    return ended === 'well' ? null : err;
  };
  const given = [...COMMON, ...flags, path];
  const object = ['-c', '-o', `${name}.o`];
  if (flags !== OF_KERNEL) return clang(...given, ...object);
  const text = `${name}.ll`;
  const wrong = await clang(...given, '-S', '-emit-llvm', '-o', text);
  if (wrong !== null) return wrong;
  const file = join(folder, text);
  writeFileSync(file, withLinesOfAccesses(readFileSync(file, 'utf8'), path));
  return clang(...OF_LLVM, text, ...object);
}
