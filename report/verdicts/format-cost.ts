import type { Cost } from '../../explore/state-space/cost.ts';

/** "calls/refusals/switches/steps" */
export function formatCost({ calls, refusals, switches, steps }: Cost): string {
  return [calls, refusals, switches, steps].join('/');
}
