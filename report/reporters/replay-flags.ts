import type { DesignRef } from '../../explore/loading/load-design.ts';
import type { Run } from '../../explore/run/run.ts';

/** The options to type after the name of a run file so that `ref` is loaded; "" if none. */
export function formatReplayFlags(ref: DesignRef, run: Pick<Run, 'design' | 'policy'>): string {
  const design = ref.design === run.design ? '' : ` --design ${ref.design}`;
  const asRun = ref.policy === null || ref.policy === run.policy;
  const bound = ref.boundJiffies === undefined ? '' : ` --bound ${ref.boundJiffies}ms`;
  return design + (asRun ? '' : ` --policy ${ref.policy}`) + bound;
}
