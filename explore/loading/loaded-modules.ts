import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import type { KeyPart } from '../keeping/content-key.ts';

/** What `load-hooks.ts` tells of a module. */
export type ModuleNote =
  | { readonly kind: 'imports'; readonly from: string; readonly url: string }
  /** `sha256` is that of its text; null: what it depends on cannot be known from a text. */
  | { readonly kind: 'text'; readonly url: string; readonly sha256: string | null };

/** The texts that a user's file consists of, or the first module whose content is not known. */
export type ModuleTexts =
  | { readonly kind: 'known'; readonly parts: readonly KeyPart[] }
  | { readonly kind: 'unknown'; readonly url: string };

/** Ours; its content has a key of its own. */
const SUITE = new URL('../../', import.meta.url).href;

/** The modules that this thread has loaded, and what they import. */
export class LoadedModules {
  readonly #port: MessagePort;
  readonly #imports = new Map<string, string[]>();
  readonly #texts = new Map<string, string | null>();

  /** @param port on which the hooks tell of modules */
  constructor(port: MessagePort) {
    this.#port = port;
  }

  /** The texts of the module, as they were loaded, and of all that it imports, and so on. */
  textsOf(root: string): ModuleTexts {
    this.#hear();
    const parts = new Map<string, string>();
    const open = this.#texts.has(root) ? [root] : [...(this.#imports.get(root) ?? [root])];
    for (let url = open.pop(); url !== undefined; url = open.pop()) {
      if (parts.has(url) || url.startsWith(SUITE)) continue;
      const sha256 = this.#texts.get(url) ?? null;
      if (sha256 === null) return { kind: 'unknown', url };
      parts.set(url, sha256);
      open.push(...(this.#imports.get(url) ?? []));
    }
    return { kind: 'known', parts: [...parts] };
  }

  /** Everything was told before the import that it is about came to its end. */
  #hear(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.#port);
      if (received === undefined) return;
      const note = received.message as ModuleNote;
      if (note.kind === 'text') this.#texts.set(note.url, note.sha256);
      else this.#imports.set(note.from, [...(this.#imports.get(note.from) ?? []), note.url]);
    }
  }
}

/** Whether the files still have the texts; what is in a commit does not change. */
export function areUnchanged(parts: readonly KeyPart[]): boolean {
  return parts.every(([url, sha256]) => {
    if (new URL(url).search !== '') return true;
    try {
      return sha256Of(readFileSync(fileURLToPath(url))) === sha256;
    } catch {
      return false;
    }
  });
}

/** The hash of a text of a module. */
export function sha256Of(text: string | NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(text).digest('hex');
}
