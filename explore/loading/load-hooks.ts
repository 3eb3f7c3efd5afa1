import { readFile } from 'node:fs/promises';
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { textAt } from '../building/git-commit.ts';
import { type ModuleNote, sha256Of } from './loaded-modules.ts';
import { stripTypes } from './strip-types.ts';

let port: MessagePort | null = null;

/** What is loaded is told on this port. */
export const initialize: InitializeHook<{ readonly port: MessagePort }> = (data) => {
  ({ port } = data);
};

function tell(note: ModuleNote): void {
  port?.postMessage(note);
}

/**
 * A user's file can import 'iova-check' wherever it lies: the import resolves to the package of
 * this very file. What a file of a commit ("?commit=...") imports by a relative path is taken from
 * the same commit, and what a fresh instance ("?fresh=...") imports so is as fresh.
 */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const resolved = await resolveHere(specifier, context, nextResolve);
  const { url } = resolved;
  tell({ kind: 'imports', from: context.parentURL ?? '', url });
  // A link to the file that holds the module.
  if (specifier.startsWith('file:') && specifier !== url) {
    tell({ kind: 'imports', from: specifier, url });
  }
  return resolved;
};

const resolveHere: ResolveHook = (specifier, context, nextResolve) => {
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
  if (at.protocol !== 'file:' || (!isTypeScript && commit === null)) {
    const loaded = await nextLoad(url, context);
    // What another format requires is not seen here.
    const text = ['module', 'json'].includes(loaded.format ?? '') ? loaded.source : undefined;
    tell({ kind: 'text', url, sha256: text === undefined ? null : sha256OfSource(text) });
    return loaded;
  }
  const filename = fileURLToPath(at);
  const text = commit === null ? await readFile(filename, 'utf8') : textAt(filename, commit);
  tell({ kind: 'text', url, sha256: sha256Of(text) });
  const source = isTypeScript ? stripTypes(text, filename) : text;
  // As with { type: 'json' }
  const format = context.importAttributes['type'] ?? 'module';
  return { format, shortCircuit: true, source };
};

function sha256OfSource(source: string | ArrayBuffer | NodeJS.TypedArray): string {
  return sha256Of(source instanceof ArrayBuffer ? new Uint8Array(source) : source);
}

function commitIn({ searchParams }: URL): string | null {
  return searchParams.get('commit');
}
