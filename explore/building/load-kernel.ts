import { cDesign } from '../../impl/c/c-design.ts';
import type { Design } from '../../impl/designs/design.ts';
import { compiledOnce } from './build-cache.ts';
import { compileKernel } from './compile-kernel.ts';
import { instantiator } from './instantiate.ts';
import { designNameOf, kernelName } from './kernel-name.ts';
import { readKernelTree } from './kernel-tree.ts';
import { withStandIns } from './stand-ins.ts';

/** The designs of this thread, by folder. */
const loaded = new Map<string, Design>();

/**
 * The allocator of the kernel tree in the folder, as a design. It is compiled if that was not done
 * before.
 * @param which `shared`: the same design each time, since the engines remember things about it;
 * `fresh`: another instance
 * @throws UnloadableKernel if it cannot be built
 * @throws UnfitKernel if it uses what has no stand-in
 */
export async function loadKernel(folder: string, which: 'shared' | 'fresh'): Promise<Design> {
  const known = loaded.get(folder);
  if (known !== undefined && which === 'shared') return known;
  const tree = withStandIns(readKernelTree(folder));
  const wasm = await compiledOnce(tree.sources, async () =>
    compileKernel(kernelName(folder), tree),
  );
  const design = cDesign(designNameOf(folder), instantiator(wasm)) as unknown as Design;
  if (which === 'shared') loaded.set(folder, design);
  return design;
}
