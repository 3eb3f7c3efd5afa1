import { blameFile, FaultyDesign } from './faulty-design.ts';
import type { DesignRef } from './load-design.ts';

/**
 * What a worker thread answers. An error that leaves a thread loses its class; an answer does not
 * lose anything.
 */
export type Answer<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'faulty design'; readonly message: string };

/**
 * Does the work on a design in a worker thread, and packs its value or the failure of the design.
 */
export function answer<T>(design: DesignRef, work: () => T): Answer<T> {
  try {
    return { kind: 'done', value: blameFile(design, work) };
  } catch (error) {
    if (error instanceof FaultyDesign) return { kind: 'faulty design', message: error.message };
    throw error;
  }
}

/** Unpacks the answer outside the worker thread. @throws FaultyDesign */
export function valueOf<T>(given: Answer<T>): T {
  if (given.kind === 'faulty design') throw new FaultyDesign(given.message);
  return given.value;
}
