import { HEAP_BEGINS } from '../../impl/c/c-module.ts';
import { ASYNCIFY } from './add-asyncify.ts';
import type { KernelSources } from './kernel-tree.ts';
import { WITH_LINES } from './lines-of-accesses.ts';

/** What every file is compiled with. 64 bit, so that pages and pointers are what they are there. */
const TARGET = ['--target=wasm64-unknown-unknown', '-mbulk-memory', '-mmutable-globals'];
export const COMMON = [
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
export const OF_KERNEL = [
  '-O1',
  '-fsanitize-coverage=edge,trace-pc,trace-loads,trace-stores',
  // Every block: a loop of one block has no edge that must be looked at to know them all.
  '-mllvm',
  '-sanitizer-coverage-prune-blocks=0',
  WITH_LINES,
];
/** What the compiler has optimised is only translated. */
export const OF_LLVM = [...TARGET, '-O1', '-Xclang', '-disable-llvm-passes'];
const OF_RUNTIME = ['-O2'];

export const LINK = [
  '-mwasm64',
  '--no-entry',
  `--global-base=${HEAP_BEGINS}`,
  '--export=__stack_pointer',
];
/**
 * The tree's own file: it never stops in the middle, and only it uses its nodes. The red-black tree
 * uses the range objects, so its accesses are looked at.
 */
const OF_TREE = { maple: ['-O2', '-DIC_TREE_FILE'], rbtree: OF_KERNEL };
/** The functions of the tree in whose place the linker puts those of `c/runtime/red-black.c`. */
export const WRAPPED = { maple: [], rbtree: ['--wrap=rb_insert_color', '--wrap=rb_erase'] };

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
export interface Unit {
  readonly path: string;
  readonly flags: readonly string[];
}

/** These are linked before and after the files of the kernel. */
const BEGINS = 'c/runtime/statics-begin.c';
const ENDS = 'c/runtime/statics-end.c';

/** What is compiled, in the order in which it is linked. */
export function unitsOf({ backing, has, sources }: KernelSources): readonly Unit[] {
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
