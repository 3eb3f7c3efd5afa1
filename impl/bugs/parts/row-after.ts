import { failed, type WorkRun } from '../../policies/policy.ts';

/** How many runs in a row have failed after this one, `before` it so many; up to `most`. */
export function rowAfter(before: number, run: WorkRun, most: number): number {
  return failed(run) ? Math.min(before + 1, most) : 0;
}
