import type { Design } from '../../impl/designs/design.ts';
import { originalOf } from './checking-coroutines.ts';
import { knownDesigns } from '../../impl/designs/known.ts';

/** By name of a function: how often it was entered. */
export type Entries = Readonly<Record<string, number>>;

/** The sum of counts, function by function. */
export function sumOfEntries(all: readonly Entries[]): Entries {
  const sum: Record<string, number> = {};
  for (const entries of all) {
    for (const [name, count] of Object.entries(entries)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

/** A design whose own functions count how often they are entered. */
interface CountingDesign {
  readonly design: Design;
  /** Rises while the design runs. Has each function of its own from the beginning. */
  readonly entries: Entries;
}

/**
 * The design, with a counter in each function that no known design has under that name: the
 * functions that a variation replaces, and helpers of its own. A search takes a step once for each
 * state that it goes on from, so the counts say what was reached, not how often a kernel would.
 */
export function countEntries(design: Design): CountingDesign {
  const entries: Record<string, number> = {};
  const counting: Record<string, unknown> = { ...design };
  for (const [name, value] of Object.entries(design)) {
    if (typeof value !== 'function' || isKnown(name, value as object)) continue;
    const own = value as (this: unknown, ...given: unknown[]) => unknown;
    entries[name] = 0;
    counting[name] = function entered(this: unknown, ...given: unknown[]): unknown {
      entries[name] = (entries[name] ?? 0) + 1;
      return own.apply(this, given);
    };
  }
  // Without functions of its own it stays the same object: the engines remember things about it.
  if (Object.keys(entries).length === 0) return { design, entries };
  return { design: counting as unknown as Design, entries };
}

function isKnown(name: string, value: object): boolean {
  const original = originalOf(value);
  return knownDesigns.some((known) => known[name as keyof Design] === original);
}
