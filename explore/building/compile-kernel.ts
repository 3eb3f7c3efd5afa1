import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addAsyncify } from './add-asyncify.ts';
import { compiledOnce, fileOfObject } from './build-cache.ts';
import { runTool } from './build-tools.ts';
import type { KernelSources, Source } from './kernel-tree.ts';
import { withLinesOfAccesses } from './lines-of-accesses.ts';
import { COMMON, LINK, OF_KERNEL, OF_LLVM, type Unit, unitsOf, WRAPPED } from './recipe.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';
import { asNamedByUser, whyNotCompiled, whyNotLinked } from './why-not-built.ts';

/**
 * Compiles and links the files in a temporary folder, which it removes. Objects of files other than
 * the allocator are kept, and taken from the cache where they are there.
 * @param subject the kernel tree, for messages
 * @param versions those of the tools that compile it
 * @throws UnloadableKernel if the compiler or the linker reports an error, or the cache cannot be
 * written
 */
export async function compileKernel(
  subject: string,
  tree: KernelSources,
  versions: string,
): Promise<Uint8Array> {
  return inTemporaryFolder(async (folder) => compileIn(folder, subject, tree, versions));
}

async function compileIn(
  folder: string,
  subject: string,
  tree: KernelSources,
  versions: string,
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
    const object = await objectOf(folder, subject, tree, unit, versions);
    writeFileSync(join(folder, objects[at] as string), object);
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

/** The object of a file; one that is not the allocator comes from the cache if it is there. */
async function objectOf(
  folder: string,
  subject: string,
  { sources }: KernelSources,
  unit: Unit,
  versions: string,
): Promise<Uint8Array> {
  const compile = async (): Promise<Uint8Array> => {
    const wrong = await compileUnit(folder, unit);
    if (wrong === null) return readFileSync(join(folder, OBJECT));
    const why = asNamedByUser(whyNotCompiled(wrong, sources), sources);
    throw new UnloadableKernel(`${subject}: ${why}`);
  };
  if (unit.flags === OF_KERNEL) return compile();
  const headers = sources.filter(({ path }) => path.endsWith('.h'));
  const source = sources.find(({ path }) => path === unit.path) as Source;
  const flags = [...COMMON, ...unit.flags];
  return compiledOnce(fileOfObject(source, flags, headers, versions), compile);
}

/** Where the compiler leaves what it has made of one file. */
const OBJECT = 'unit.o';

/** Compiles a file to `OBJECT`. Returns what the compiler says if it fails, else null. */
async function compileUnit(folder: string, { path, flags }: Unit): Promise<string | null> {
  const clang = async (...args: readonly string[]): Promise<string | null> => {
    const { ended, err } = await runTool('clang', args, folder);
    return ended === 'well' ? null : err;
  };
  const given = [...COMMON, ...flags, path];
  const object = ['-c', '-o', OBJECT];
  if (flags !== OF_KERNEL) return clang(...given, ...object);
  const text = 'unit.ll';
  const wrong = await clang(...given, '-S', '-emit-llvm', '-o', text);
  if (wrong !== null) return wrong;
  const file = join(folder, text);
  writeFileSync(file, withLinesOfAccesses(readFileSync(file, 'utf8'), path));
  return clang(...OF_LLVM, text, ...object);
}
