import type { DesignRef } from '../explore/load-design.ts';
import type { BackoffColumn } from '../report/backoff-table.ts';

/** What the proof, and the policy's contract, say of a design under its policy. */
export async function invariantsOf(_ref: DesignRef): Promise<BackoffColumn['invariants']> {
  return Promise.resolve('not asked');
}
