import { failed, type WorkRun } from '../../policies/policy.ts';

/** The number of failed runs in a row after this run, at most `most`. `before`: before this run. */
export function rowAfter(before: number, run: WorkRun, most: number): number {
  return failed(run) ? Math.min(before + 1, most) : 0;
}
