import { createHash } from 'node:crypto';

/** One thing that a result depends on: what it is, and its content. */
export type KeyPart = readonly [name: string, content: string];

/**
 * The key of a result: the same for the same parts in the same order, and another one if anything
 * in them differs. Each text comes with its length, so that none can pass for a part of another.
 */
export function contentKey(parts: readonly KeyPart[]): string {
  const hash = createHash('sha256');
  for (const text of parts.flat()) {
    hash.update(`${Buffer.byteLength(text)}:`);
    hash.update(text);
  }
  return hash.digest('hex');
}
