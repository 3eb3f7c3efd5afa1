import type { Run } from '../../explore/run/run.ts';
import type { Shrunk } from '../../explore/shrinking/shrink.ts';

/** How much simpler than `run`, the run of a file, the one is that it was shrunk to: one line. */
export function formatShrunk(file: string, run: Run, { execution, evaluations }: Shrunk): string {
  const { calls, refusals, switches, steps } = execution.cost;
  return (
    `${file}: ${run.actions.length} steps -> ${steps} (${calls} calls, ${refusals} refusals, ` +
    `${switches} context switches), ${evaluations} runs tried`
  );
}
