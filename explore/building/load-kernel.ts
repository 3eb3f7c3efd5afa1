import { cDesign } from '../../impl/c/c-design.ts';
import { UnfitKernel } from '../../impl/c/unfit-kernel.ts';
import { noteCompiled } from '../../impl/designs/ours.ts';
import type { Design } from '../../impl/designs/design.ts';
import { compiledOnce, fileOfModule, keyOfModule } from './build-cache.ts';
import { toolVersions } from './build-tools.ts';
import { compileKernel } from './compile-kernel.ts';
import { instantiator } from './instantiate.ts';
import { designNameOf } from './kernel-name.ts';
import { type FoundPlace, kernelTree } from './found-kernel.ts';
import { readKernelTree, versionOf } from './kernel-tree.ts';
import { treeVersionIn } from './tree-version-in.ts';
import { withStandIns } from './stand-ins.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';

/** The designs of this thread, by name of the tree and bound. */
const loaded = new Map<string, Design>();

/**
 * The allocator of the kernel tree of that name, as a design. It is compiled if that was not done
 * before.
 * @param boundJiffies within which what is deferred must be erased; null: nobody says
 * @param which `shared`: the same design each time, since the engines remember things about it;
 * `fresh`: another instance
 * @throws UnloadableKernel if it cannot be built, or its first calls go wrong
 */
export async function loadKernel(
  name: string,
  boundJiffies: number | null,
  which: 'shared' | 'fresh',
): Promise<Design> {
  const key = `${boundJiffies} ${name}`;
  const known = loaded.get(key);
  if (known !== undefined && which === 'shared') return known;
  const { kernel, read, built, versions, module } = await unbuilt(name);
  const wasm = await compiledOnce(fileOfModule(module), async () =>
    compileKernel(kernel.as, built, versions),
  );
  const { path } = (kernel.file ?? kernel.tree) as FoundPlace;
  const unbound = designOf(kernel.as, designNameOf(path, versionOf(kernel, read)), wasm);
  const ownTree = treeVersionIn(built);
  const traits = {
    ...unbound.traits,
    recoveryJiffies: boundJiffies,
    ...(ownTree === null ? {} : { ownTree }),
  };
  const design = { ...unbound, traits };
  noteCompiled(design);
  if (which === 'shared') loaded.set(key, design);
  return design;
}

/** What is compiled for the kernel of that name, and the key of what that is compiled to. */
async function unbuilt(name: string) {
  const kernel = kernelTree(name);
  const read = readKernelTree(kernel);
  const built = withStandIns(read);
  const versions = await toolVersions(kernel.as);
  const module = keyOfModule(built.sources, versions);
  return { kernel, read, built, versions, module };
}

/**
 * The key of the C of that name, with all that is compiled with it.
 * @throws UnloadableKernel if it cannot be read
 */
export async function keyOfKernel(name: string): Promise<string> {
  return (await unbuilt(name)).module;
}

/** @param as the kernel tree, for messages */
function designOf(as: string, called: string, wasm: Uint8Array): Design {
  try {
    return cDesign(called, instantiator(wasm)) as unknown as Design;
  } catch (error) {
    if (!(error instanceof UnfitKernel)) throw error;
    throw new UnloadableKernel(`${as}: ${error.message} (docs/kernel.md)`);
  }
}
