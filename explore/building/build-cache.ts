import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
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

/** The name of what these files are compiled to: 64 hex digits. */
function keyOfSources(sources: readonly Source[]): string {
  const hash = createHash('sha256').update(RECIPE);
  for (const { path, text } of sources) hash.update(`\0${path}\0${text}`);
  return hash.digest('hex');
}

/**
 * What the files are compiled to, from the cache if it is there.
 * @throws UnloadableKernel if the cache cannot be written; so does `compile`
 */
export async function compiledOnce(
  sources: readonly Source[],
  compile: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const folder = cacheFolder();
  const file = join(folder, `${keyOfSources(sources)}.wasm`);
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
