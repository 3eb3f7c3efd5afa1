import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { cacheFolder } from '../keeping/cache-folder.ts';
import { contentKey } from '../keeping/content-key.ts';
import { RECIPE } from './recipe.ts';
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
 * The file that has the object of one C file.
 * @param flags what the compiler is given for it
 * @param headers every file that it may include
 * @param versions those of the tools that compile it
 */
export function fileOfObject(
  { path, text }: Source,
  flags: readonly string[],
  headers: readonly Source[],
  versions: string,
): string {
  const included = headers.map((header) => [header.path, header.text] as const);
  const recipe = JSON.stringify(flags);
  const key = contentKey([['recipe', recipe], ['tools', versions], [path, text], ...included]);
  return join(cacheFolder(), `${key}.o`);
}

/**
 * What is compiled, from this file of the cache if it is there.
 * @throws UnloadableKernel if the cache cannot be written; so does `compile`
 */
export async function compiledOnce(
  file: string,
  compile: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  try {
    return readFileSync(file);
  } catch {
    const compiled = await compile();
    const folder = dirname(file);
    try {
      mkdirSync(folder, { recursive: true });
      // Others may do the same at this time: a rename leaves no half file.
      const own = `${file}.${process.pid}-${threadId}`;
      writeFileSync(own, compiled);
      renameSync(own, file);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UnloadableKernel(`${folder}: the compiled kernel cannot be kept there: ${why}`);
    }
    return compiled;
  }
}
