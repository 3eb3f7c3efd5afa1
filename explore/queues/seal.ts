import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EntryStore } from './entry-store.ts';
import { BrokenSeal } from './place-error.ts';

/** The seal of texts, that only whoever has the key can make: HMAC-SHA256, in hex. */
export function sealOf(key: string, ...texts: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(texts)).digest('hex');
}

export function isSealedBy(seal: string, key: string, ...texts: readonly string[]): boolean {
  const [own, given] = [Buffer.from(sealOf(key, ...texts)), Buffer.from(seal)];
  return own.length === given.length && timingSafeEqual(own, given);
}

/**
 * The same store, in which each text stands behind its seal. A text that was sealed with another
 * key, or changed since, rejects with `BrokenSeal`.
 */
export function sealedStore(store: EntryStore, sealKey: string): EntryStore {
  const opened = (key: string, entry: string): string => {
    const [seal = '', ...rest] = entry.split('\n');
    const text = rest.join('\n');
    if (isSealedBy(seal, sealKey, key, text)) return text;
    throw new BrokenSeal(
      `${key.slice(0, 12)}: it was not made with this key, or was changed since, so it is ` +
        'not used; give the key of the campaign, or start the campaign in a queue of its own',
    );
  };
  return {
    insert: async (key, text) =>
      opened(key, await store.insert(key, `${sealOf(sealKey, key, text)}\n${text}`)),
    async read(key) {
      const entry = await store.read(key);
      return entry === null ? null : opened(key, entry);
    },
  };
}
