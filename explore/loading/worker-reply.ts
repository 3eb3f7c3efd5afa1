import { CannotSearch } from '../world/cannot-search.ts';
import { blameFile, type Fault, FaultyDesign } from './faulty-design.ts';
import type { DesignRef } from './load-design.ts';

/**
 * What a worker thread answers. An error that leaves a thread loses its class; an answer does not
 * lose anything.
 */
export type WorkerReply<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'faulty design'; readonly fault: Fault }
  | { readonly kind: 'cannot search'; readonly design: string; readonly what: string };

/**
 * Does the work on a design in a worker thread, and packs its value or why there is none.
 */
export function answer<T>(design: DesignRef, work: () => T): WorkerReply<T> {
  try {
    return { kind: 'done', value: blameFile(design, work) };
  } catch (error) {
    if (error instanceof FaultyDesign) {
      return { kind: 'faulty design', fault: error.fault };
    }
    if (error instanceof CannotSearch) {
      return { kind: 'cannot search', design: error.design, what: error.what };
    }
    throw error;
  }
}

/**
 * Unpacks the answer outside the worker thread.
 * @throws FaultyDesign
 * @throws CannotSearch
 */
export function valueOf<T>(given: WorkerReply<T>): T {
  if (given.kind === 'faulty design') throw new FaultyDesign(given.fault);
  if (given.kind === 'cannot search') throw new CannotSearch(given, given.what);
  return given.value;
}
