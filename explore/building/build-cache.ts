import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { RECIPE } from './compile-kernel.ts';
import type { Source } from './kernel-tree.ts';
import { UnloadableKernel } from './unloadable-kernel.ts';

/**
 * The folder of compiled modules. They contain the kernel's code, so they lie in no package and in
 * no report.
 */
function cacheFolder(): string {
  const named = process.env['XDG_CACHE_HOME'];
  const base = named === undefined || named === '' ? join(homedir(), '.cache') : named;
  return join(base, 'iova-check');
}

/**
 * The file that has what these files are compiled to.
 * @param versions those of the tools that compile it
 */
export function fileOfModule(sources: readonly Source[], versions: string): string {
  const hash = createHash('sha256').update(`${RECIPE}\0${versions}`);
  for (const { path, text } of sources) hash.update(`\0${path}\0${text}`);
  return join(cacheFolder(), `${hash.digest('hex')}.wasm`);
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
