import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { textAt } from '../building/git-commit.ts';
import { stripTypes } from './strip-types.ts';

/**
 * A user's file can import 'iova-check' wherever it lies: the import resolves to the package of
 * this very file. What a file of a commit ("?commit=...") imports by a relative path is taken from
 * the same commit, and what a fresh instance ("?fresh=...") imports so is as fresh.
 */
export const resolve: ResolveHook = (specifier, context, nextResolve) => {
  if (specifier === 'iova-check') {
    return nextResolve(specifier, { ...context, parentURL: import.meta.url });
  }
  const parent = new URL(context.parentURL ?? import.meta.url);
  if (!/^\.\.?\//.test(specifier) || parent.search === '') {
    return nextResolve(specifier, context);
  }
  const { href } = new URL(specifier, parent);
  return { url: `${href}${parent.search}`, shortCircuit: true };
};

/** Node 20 does not load TypeScript, so the types are stripped. Lines and columns stay the same. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const at = new URL(url);
  const commit = commitIn(at);
  const isTypeScript = /\.m?ts$/.test(at.pathname);
  if (at.protocol !== 'file:' || (!isTypeScript && commit === null)) return nextLoad(url, context);
  const filename = fileURLToPath(at);
  const text = commit === null ? await readFile(filename, 'utf8') : textAt(filename, commit);
  const source = isTypeScript ? stripTypes(text, filename) : text;
  // As with { type: 'json' }
  const format = context.importAttributes['type'] ?? 'module';
  return { format, shortCircuit: true, source };
};

function commitIn({ searchParams }: URL): string | null {
  return searchParams.get('commit');
}
