import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../keeping/cache-folder.ts';
import { contentKey } from '../keeping/content-key.ts';
import { RECIPE } from './compile-kernel.ts';
import type { Source } from './kernel-tree.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';

/**
 * The key of what these files are compiled to.
 * @param versions those of the tools that compile it
 */
export function keyOfModule(sources: readonly Source[], versions: string): string {
  const files = sources.map(({ path, text }) => [path, text] as const);
  return contentKey([['recipe', RECIPE], ['tools', versions], ...files]);
}

/** The file that has it. */
export function fileOfModule(key: string): string {
  return join(cacheFolder(), `${key}.wasm`);
}

/**
 * What is compiled, from this file of the cache if it is there.
 * @throws UnloadableKernel if the cache cannot be written; so does `compile`
 */
export async function compiledOnce(
  file: string,
  compile: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const folder = dirname(file);
  try {
    return readFileSync(file);
  } catch {
    const wasm = await compile();
    try {
      mkdirSync(folder, { recursive: true });
      // Another process may do the same: a rename leaves no half file.
      writeFileSync(`${file}.${process.pid}`, wasm);
      renameSync(`${file}.${process.pid}`, file);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UnloadableKernel(`${folder}: the compiled kernel cannot be kept there: ${why}`);
    }
    return wasm;
  }
}
