import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HEAP_BEGINS } from '../../impl/c/c-module.ts';
import { addAsyncify } from './add-asyncify.ts';
import { KERNEL_UNITS, type Source } from './kernel-tree.ts';
import { runTool } from './run-tool.ts';

/** What every file is compiled with. 64 bit, so that pages and pointers are what they are there. */
const COMMON = [
  '--target=wasm64-unknown-unknown',
  '-std=gnu11',
  '-nostdinc',
  '-fno-builtin',
  '-fno-strict-aliasing',
  '-fno-finite-loops',
  '-mbulk-memory',
  '-mmutable-globals',
  '-Werror=implicit-function-declaration',
  '-include',
  'c/stand-ins/all.h',
  '-Iinclude',
];
/** The kernel's files: the compiler calls `c/runtime/heap.c` before each load and store. */
const OF_KERNEL = ['-O1', '-fsanitize-coverage=func,trace-loads,trace-stores'];
const OF_RUNTIME = ['-O2'];

const LINK = ['-mwasm64', '--no-entry', `--global-base=${HEAP_BEGINS}`, '--export=__stack_pointer'];
/** The functions of the tree in whose place the linker puts those of `c/runtime/calls.c`. */
const WRAPPED = ['rb_insert_color', 'rb_erase'].map((name) => `--wrap=${name}`);

/** A change of how modules are built must change this: it is a part of the key of the cache. */
export const RECIPE = JSON.stringify([COMMON, OF_KERNEL, OF_RUNTIME, LINK, WRAPPED]);

/**
 * Compiles and links the files in a temporary folder, which it removes.
 * @param subject the kernel tree, for messages
 * @throws UnloadableKernel if a tool is missing, or reports an error
 */
export async function compileKernel(
  subject: string,
  sources: readonly Source[],
): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-kernel-'));
  try {
    for (const { path, text } of sources) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const ours = sources.map(({ path }) => path).filter((path) => /^c\/runtime\/.*\.c$/.test(path));
    const units = [
      ...KERNEL_UNITS.map((path) => ({ path, flags: OF_KERNEL })),
      ...ours.map((path) => ({ path, flags: OF_RUNTIME })),
    ];
    const objects = units.map((_unit, at) => `${at}.o`);
    // One after the other: of several errors, the same one is reported each time.
    for (const [at, { path, flags }] of units.entries()) {
      const given = [...COMMON, ...flags, '-c', path, '-o', `${at}.o`];
      // oxlint-disable-next-line no-await-in-loop
      await runTool(subject, folder, 'clang', given);
    }
    const linked = [...LINK, ...WRAPPED, ...objects, '-o', 'kernel.wasm'];
    await runTool(subject, folder, 'wasm-ld', linked);
    return await addAsyncify(readFileSync(join(folder, 'kernel.wasm')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
