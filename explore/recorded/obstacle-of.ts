import type { Range } from '../../model/range.ts';
import type { Obstacle } from './recorded-hint.ts';
import type { RecordedChange } from './recording-format.ts';

/** How a recorded call ended. */
export interface RecordedAnswer {
  readonly granted: Range | null;
  readonly refused: boolean;
  /** Of an allocation: what stopped it; null: nothing did. */
  readonly obstacle: Obstacle | null;
}

export const ANSWERED: RecordedAnswer = { granted: null, refused: false, obstacle: null };

/**
 * What stopped an attempt to allocate.
 * @param otherwise what did if it got its object and came to no store
 */
export function obstacleOf(changes: readonly RecordedChange[], otherwise: Obstacle): Obstacle {
  const last = changes.at(-1);
  if (last?.k === 'store') return 'store refused';
  return last?.k === 'alloc' && !last.ok ? 'object refused' : otherwise;
}

/** The changes of several attempts to allocate. Each begins with the request for an object. */
export function splitAtObjects(changes: readonly RecordedChange[]): RecordedChange[][] {
  const attempts: RecordedChange[][] = [];
  for (const change of changes) {
    if (change.k === 'alloc') attempts.push([change]);
    else attempts.at(-1)?.push(change);
  }
  return attempts;
}
