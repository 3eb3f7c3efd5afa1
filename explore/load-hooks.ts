import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/wasm-typescript';

/** A user's file imports 'iova-check' wherever it lies: that is the package of this very file. */
export const resolve: ResolveHook = (specifier, context, nextResolve) => {
  if (specifier !== 'iova-check') return nextResolve(specifier, context);
  return nextResolve(specifier, { ...context, parentURL: import.meta.url });
};

/** Node 20 does not load TypeScript: the types are taken out, lines and columns stay. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!url.startsWith('file:') || !/\.m?ts$/.test(url)) return nextLoad(url, context);
  const filename = fileURLToPath(url);
  const text = await readFile(filename, 'utf8');
  const { code } = transformSync(text, { mode: 'strip-only', module: true, filename });
  return { format: 'module', shortCircuit: true, source: code };
};
